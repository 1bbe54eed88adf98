package io.troupe.testkit.linearizability;

import java.time.Duration;

/** What is left of the time for a check. */
final class Allowance {
  private final Duration total;
  private final long startNanos = System.nanoTime();

  Allowance(Duration total) {
    this.total = total;
  }

  boolean isUsedUp() {
    return System.nanoTime() - startNanos >= total.toNanos();
  }

  @Override
  public String toString() {
    return total.toMillis() + " ms";
  }
}
