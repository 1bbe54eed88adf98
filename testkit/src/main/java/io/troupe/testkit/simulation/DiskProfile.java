package io.troupe.testkit.simulation;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a disk takes.
 *
 * @param minSyncNanos the fastest sync
 * @param spreadNanos usual syncs take up to this much longer
 * @param tailPpm syncs per million that are slow
 * @param tailNanos the slowest sync
 */
public record DiskProfile(long minSyncNanos, long spreadNanos, int tailPpm, long tailNanos) {

  public static final DiskProfile FAST = new DiskProfile(millis(1) / 10, millis(1), 0, millis(1));

  public static DiskProfile draw(RandomGenerator random) {
    return new DiskProfile(
        1 + random.nextLong(millis(1)),
        1 + random.nextLong(millis(random.nextInt(4) == 0 ? 80 : 10)),
        random.nextInt(20_000),
        1 + random.nextLong(millis(1_500)));
  }

  /** Draws the duration of one sync. */
  public long syncNanos(RandomGenerator random) {
    long spread = random.nextInt(1_000_000) < tailPpm ? tailNanos : spreadNanos;
    return minSyncNanos + random.nextLong(Math.max(1, spread));
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
