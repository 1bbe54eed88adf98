package io.troupe.protocols.paxos;

import io.troupe.protocols.NodeId;
import java.util.Optional;

/**
 * The ballots of one life of a proposer: each is used once, ever (P1). Two things see to that. A
 * round is reserved on disk before it is used, so that a later life begins above it; and every life
 * has an incarnation of its own in its ballots. Not thread-safe.
 *
 * <p>Reserving several rounds at once saves a write for most ballots; the rest of a reservation is
 * skipped after a restart.
 */
public final class Rounds {
  /** Where reservations are persisted. */
  public interface Reserving {
    /** Nothing that is sent later may leave before this is durable. */
    void reserve(long incarnation, long upTo);
  }

  private final NodeId self;
  private final long incarnation;
  private final int reservation;
  private final Reserving reserving;
  private ReservedRounds reserved;
  private long used;

  /**
   * The rounds of a life.
   *
   * @param reserved what earlier lives have left behind
   * @param incarnation of this life: larger than that of any earlier one
   * @param reservation how many rounds are reserved at once, at least 1
   * @param reserving persists reservations
   */
  public Rounds(
      NodeId self,
      ReservedRounds reserved,
      long incarnation,
      int reservation,
      Reserving reserving) {
    if (incarnation <= reserved.incarnation()) {
      throw new IllegalArgumentException(
          "incarnation " + incarnation + " of " + self + " after " + reserved);
    }
    if (reservation < 1) {
      throw new IllegalArgumentException("reservation must be positive: " + reservation);
    }
    this.self = self;
    this.incarnation = incarnation;
    this.reservation = reservation;
    this.reserving = reserving;
    this.reserved = reserved;
    this.used = reserved.upTo();
  }

  /** A ballot of the own that was never used and is above {@code seen}; empty if there is none. */
  public Optional<Ballot> next(Ballot seen) {
    return next(seen, 0);
  }

  /**
   * The same, with {@code skipped} rounds left out, as far as there are any: above what others may
   * have used by the time when it arrives.
   */
  public Optional<Ballot> next(Ballot seen, int skipped) {
    long least = Math.max(used, seen.round()) + 1;
    long round = least + skipped <= Ballot.MAX_ROUND ? least + skipped : least;
    if (round > Ballot.MAX_ROUND) {
      return Optional.empty();
    }
    if (round > reserved.upTo()) {
      long last = Math.min(Ballot.MAX_ROUND, round + reservation - 1);
      reserved = reserved.then(incarnation, last);
      reserving.reserve(incarnation, last);
    }
    used = round;
    return Optional.of(new Ballot(round, self, incarnation));
  }

  @Override
  public String toString() {
    return "used " + used + ", " + reserved;
  }
}
