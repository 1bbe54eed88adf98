package io.troupe.protocols.paxos;

import io.troupe.protocols.NodeId;
import java.util.Comparator;

/**
 * A proposal number (§2.2: "different proposals have different numbers"). Ballots are ordered by
 * round, then node, then incarnation. No two proposers share one, as each puts its own name into
 * it; nor do two lives of a proposer, see {@link Rounds}.
 *
 * @param round 1 to {@link #MAX_ROUND}; 0 only for {@link #NONE}
 * @param node whose ballot it is
 * @param incarnation the life of that node's proposer, at least 1; 0 only for {@link #NONE}
 */
public record Ballot(long round, NodeId node, long incarnation) implements Comparable<Ballot> {
  /** No round is larger. A proposer that would need one gives up: see {@link Rounds#next}. */
  public static final long MAX_ROUND = Long.MAX_VALUE / 2;

  /** Below every ballot that is proposed with. */
  public static final Ballot NONE = new Ballot(0, new NodeId("-"), 0);

  private static final Comparator<Ballot> ORDER =
      Comparator.comparingLong(Ballot::round)
          .thenComparing(Ballot::node)
          .thenComparingLong(Ballot::incarnation);

  public Ballot {
    if (round < 0 || round > MAX_ROUND || incarnation < 0 || (round == 0) != (incarnation == 0)) {
      throw new IllegalArgumentException(
          "no such ballot: round " + round + " of " + node + " in incarnation " + incarnation);
    }
  }

  public boolean isAtLeast(Ballot other) {
    return compareTo(other) >= 0;
  }

  public boolean isAbove(Ballot other) {
    return compareTo(other) > 0;
  }

  /** The larger of two. */
  public static Ballot max(Ballot one, Ballot other) {
    return one.isAtLeast(other) ? one : other;
  }

  @Override
  public int compareTo(Ballot other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return round == 0 ? "none" : round + "." + node + "#" + incarnation;
  }
}
