package io.troupe.protocols.paxos;

import java.util.random.RandomGenerator;

/**
 * How long a proposer waits after it was rejected: drawn between the shortest pause and a limit
 * that doubles with each rejection in a row, up to the longest. Proposers that draw at random do
 * not reject each other for ever (§2.4 elects a distinguished proposer for that; FLP says that some
 * such thing is needed). Not thread-safe.
 */
public final class Backoff {
  private final long minNanos;
  private final long maxNanos;
  private final RandomGenerator random;
  private long limitNanos;

  /**
   * A back-off.
   *
   * @param minNanos the shortest pause, at least 1
   * @param maxNanos the longest pause, at least twice that
   */
  public Backoff(long minNanos, long maxNanos, RandomGenerator random) {
    if (minNanos < 1 || maxNanos < 2 * minNanos || minNanos > Long.MAX_VALUE / 4) {
      throw new IllegalArgumentException(
          "pauses between " + minNanos + " ns and " + maxNanos + " ns leave nothing to draw");
    }
    this.minNanos = minNanos;
    this.maxNanos = maxNanos;
    this.random = random;
    this.limitNanos = 2 * minNanos;
  }

  /** The pause after one more rejection. */
  public long nextNanos() {
    long pause = minNanos + random.nextLong(limitNanos - minNanos);
    limitNanos = limitNanos > maxNanos / 2 ? maxNanos : 2 * limitNanos;
    return pause;
  }

  /** Something succeeded: begin with short pauses again. */
  public void reset() {
    limitNanos = 2 * minNanos;
  }
}
