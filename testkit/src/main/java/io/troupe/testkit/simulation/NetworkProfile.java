package io.troupe.testkit.simulation;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How a network treats messages, links apart. Probabilities are per million.
 *
 * @param lossPpm messages that never arrive
 * @param duplicatePpm messages that arrive again soon
 * @param lateDuplicatePpm messages that arrive again up to {@code lateNanos} later, perhaps in
 *     another life of the receiver
 * @param reorderPpm messages that may overtake earlier ones of their link
 * @param minDelayNanos delay of the fastest message
 * @param spreadNanos usual delays are drawn evenly up to this much above the minimum
 * @param tailPpm messages whose delay is drawn from the tail instead
 * @param tailNanos the longest delay of the tail
 * @param lateNanos the longest delay of a late duplicate
 */
public record NetworkProfile(
    int lossPpm,
    int duplicatePpm,
    int lateDuplicatePpm,
    int reorderPpm,
    long minDelayNanos,
    long spreadNanos,
    int tailPpm,
    long tailNanos,
    long lateNanos) {

  /** Nothing is lost, repeated or late. */
  public static final NetworkProfile RELIABLE =
      new NetworkProfile(0, 0, 0, 0, millis(1), millis(1), 0, 0, 0);

  /** Anything between a calm and a wild network. */
  public static NetworkProfile draw(RandomGenerator random) {
    boolean wild = random.nextInt(3) == 0;
    return new NetworkProfile(
        random.nextInt(wild ? 200_000 : 20_000),
        random.nextInt(wild ? 100_000 : 20_000),
        random.nextInt(20_000),
        random.nextInt(wild ? 500_000 : 50_000),
        1 + random.nextLong(millis(2)),
        1 + random.nextLong(millis(wild ? 60 : 10)),
        random.nextInt(wild ? 50_000 : 5_000),
        1 + random.nextLong(millis(800)),
        1 + random.nextLong(millis(6_000)));
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
