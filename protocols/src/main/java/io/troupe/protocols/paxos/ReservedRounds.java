package io.troupe.protocols.paxos;

/**
 * Which rounds a proposer may have used, as far as is remembered. Immutable.
 *
 * @param incarnation the latest life in which some were reserved; 0: in none
 * @param upTo no life has used a larger round
 */
public record ReservedRounds(long incarnation, long upTo) {
  /** A proposer that never ran. */
  public static final ReservedRounds NONE = new ReservedRounds(0, 0);

  public ReservedRounds {
    if (incarnation < 0 || upTo < 0 || upTo > Ballot.MAX_ROUND) {
      throw new IllegalArgumentException(
          "no such rounds: up to " + upTo + " in incarnation " + incarnation);
    }
  }

  /**
   * With a further reservation.
   *
   * @throws IllegalStateException if it is not further
   */
  public ReservedRounds then(long newIncarnation, long newUpTo) {
    if (newIncarnation < incarnation || newUpTo <= upTo) {
      throw new IllegalStateException(
          "rounds up to "
              + newUpTo
              + " reserved in incarnation "
              + newIncarnation
              + " after "
              + this);
    }
    return new ReservedRounds(newIncarnation, newUpTo);
  }

  @Override
  public String toString() {
    return "rounds up to " + upTo + " reserved in incarnation " + incarnation;
  }
}
