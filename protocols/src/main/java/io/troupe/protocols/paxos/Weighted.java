package io.troupe.protocols.paxos;

import io.troupe.protocols.NodeId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Acceptors that have more than half of all weight, in both phases (Gifford, "Weighted Voting for
 * Replicated Data", 1979). One of weight 0 is asked, and decides nothing.
 */
public final class Weighted implements QuorumSystem {
  /** The most that one acceptor may weigh. */
  public static final int MAX_WEIGHT = 1_000_000;

  private final SortedMap<NodeId, Integer> weights;
  private final List<NodeId> acceptors;
  private final long total;

  /**
   * A weighted system.
   *
   * @param weights 0 to {@link #MAX_WEIGHT} of each acceptor, at least one above 0
   */
  public Weighted(Map<NodeId, Integer> weights) {
    this.weights = new TreeMap<>(weights);
    this.acceptors = List.copyOf(this.weights.keySet());
    this.weights.forEach(
        (node, weight) -> {
          if (weight < 0 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException(
                "weight " + weight + " of " + node + " is not within 0 and " + MAX_WEIGHT);
          }
        });
    this.total = weightOf(acceptors);
    if (total == 0) {
      throw new IllegalArgumentException("nobody has any weight: " + weights);
    }
    Intersection.check(this);
  }

  @Override
  public List<NodeId> acceptors() {
    return acceptors;
  }

  /** More than half: a sum of longs, so nothing is rounded (P16). */
  @Override
  public boolean isPhase1Quorum(Collection<NodeId> nodes) {
    return 2 * weightOf(nodes) > total;
  }

  @Override
  public boolean isPhase2Quorum(Collection<NodeId> nodes) {
    return isPhase1Quorum(nodes);
  }

  private long weightOf(Collection<NodeId> nodes) {
    long sum = 0;
    for (Map.Entry<NodeId, Integer> each : weights.entrySet()) {
      if (nodes.contains(each.getKey())) {
        sum += each.getValue();
      }
    }
    return sum;
  }

  @Override
  public String toString() {
    return "weights " + weights;
  }
}
