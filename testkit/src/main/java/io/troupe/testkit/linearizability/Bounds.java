package io.troupe.testkit.linearizability;

import java.time.Duration;

/**
 * What a check may use before it answers {@link Verdict.Undecided}.
 *
 * @param time for the whole history, including the search for the smallest unlinearizable part
 * @param maxCachedStates configurations and transitions of the model that are remembered for one
 *     part of the history, each about 200 bytes plus its share of the model's states
 */
public record Bounds(Duration time, long maxCachedStates) {

  public Bounds {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("time is " + time + "; it must be positive");
    }
    if (maxCachedStates < 1) {
      throw new IllegalArgumentException(
          "maxCachedStates is " + maxCachedStates + "; it must be at least 1");
    }
  }

  /** 30 s, and 2 million states: at most about 400 MB. */
  public static Bounds standard() {
    return new Bounds(Duration.ofSeconds(30), 2_000_000);
  }
}
