package io.troupe.protocols.paxos;

import java.time.Duration;

/**
 * The bounds of a proposer or learner.
 *
 * @param resendNanos after how long without an answer it asks again
 * @param minBackoffNanos the shortest pause after a rejection
 * @param maxBackoffNanos the longest pause after many; at least twice the shortest
 * @param reservedRounds how many rounds are reserved with one write, see {@link Rounds}
 */
public record ProposerSettings(
    long resendNanos, long minBackoffNanos, long maxBackoffNanos, int reservedRounds) {

  public ProposerSettings {
    if (resendNanos < 1 || minBackoffNanos < 1 || reservedRounds < 1) {
      throw new IllegalArgumentException(
          "resend "
              + resendNanos
              + " ns, back-off "
              + minBackoffNanos
              + " ns and reserved rounds "
              + reservedRounds
              + " must be positive");
    }
    if (maxBackoffNanos / 2 < minBackoffNanos) {
      throw new IllegalArgumentException(
          "the longest back-off ("
              + Duration.ofNanos(maxBackoffNanos)
              + ") must be at least twice the shortest ("
              + Duration.ofNanos(minBackoffNanos)
              + ")");
    }
  }

  /** What is used unless configured otherwise. */
  public static ProposerSettings defaults() {
    return new ProposerSettings(
        Duration.ofMillis(100).toNanos(),
        Duration.ofMillis(10).toNanos(),
        Duration.ofSeconds(2).toNanos(),
        1);
  }
}
