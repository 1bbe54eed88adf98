package io.troupe.testkit.linearizability;

/**
 * A point of the search: which operations have taken effect, and where they led.
 *
 * <p>All operations that returned before {@code level} have taken effect, the one that returns
 * there has not. The bits say which others have: of those that are pending at the level, and of
 * those of unknown outcome.
 */
final class Configuration {
  final int level;
  final int state;
  final long[] pending;
  final long[] unknown;
  final Trail trail;

  Configuration(int level, int state, long[] pending, long[] unknown, Trail trail) {
    this.level = level;
    this.state = state;
    this.pending = pending;
    this.unknown = unknown;
    this.trail = trail;
  }

  static boolean has(long[] bits, int bit) {
    return (bits[bit >> 6] & (1L << bit)) != 0;
  }

  static void set(long[] bits, int bit) {
    bits[bit >> 6] |= 1L << bit;
  }

  static void clear(long[] bits, int bit) {
    bits[bit >> 6] &= ~(1L << bit);
  }
}
