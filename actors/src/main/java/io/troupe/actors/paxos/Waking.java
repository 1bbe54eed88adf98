package io.troupe.actors.paxos;

import io.troupe.actors.spi.Surroundings;
import java.time.Duration;

/** How long a timer must run to wake a role at a moment. */
final class Waking {
  private Waking() {}

  /** At least one millisecond, and never before {@code nanos}. */
  static Duration after(Surroundings surroundings, long nanos) {
    long left = nanos - surroundings.nanoTime();
    return Duration.ofMillis(Math.max(1, (left + 999_999) / 1_000_000));
  }
}
