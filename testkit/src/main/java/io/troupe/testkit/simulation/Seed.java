package io.troupe.testkit.simulation;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What a whole run is determined by. Each purpose draws from a stream of its own, so that one more
 * draw for the network does not shift what the disks do.
 */
public record Seed(long value) {

  /** The stream of random numbers for {@code purpose}; the same one whenever it is asked for. */
  public RandomGenerator stream(String purpose) {
    long mixed = value;
    for (int i = 0; i < purpose.length(); i++) {
      mixed = Mix.mix(mixed, purpose.charAt(i));
    }
    return new SplittableRandom(mixed);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
