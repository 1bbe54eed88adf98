package io.troupe.testkit.simulation;

/** A 64-bit hash that is the same in every JVM: for digests, fingerprints and seeds. */
public final class Mix {
  private Mix() {}

  /** Folds {@code value} into {@code hash}; order matters. */
  public static long mix(long hash, long value) {
    long z = (hash ^ Long.rotateLeft(value, 32)) * 0x9E3779B97F4A7C15L + value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
