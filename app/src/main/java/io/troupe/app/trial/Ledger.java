package io.troupe.app.trial;

import io.troupe.app.trial.NodeApi.Fate;
import io.troupe.protocols.Bytes;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * What was written and what became of it. Every write has a key of its own, and a value that
 * follows from number and seed, so that remembering a write takes two bits. Thread-safe.
 */
final class Ledger {
  private static final int VALUE_BYTES_MIN = 8;
  private static final int VALUE_BYTES_MAX = 256;

  private final long seed;
  private final BitSet acknowledged = new BitSet();
  private final BitSet refused = new BitSet();
  private int acknowledgedCount;
  private int next;

  Ledger(long seed) {
    this.seed = seed;
  }

  /** A write that was never made before. */
  synchronized Write next() {
    return write(next++);
  }

  synchronized void record(Write write, Fate fate) {
    if (fate == Fate.ACKNOWLEDGED) {
      acknowledged.set(write.number());
      acknowledgedCount++;
    } else if (fate == Fate.REFUSED) {
      refused.set(write.number());
    }
  }

  synchronized int acknowledgedCount() {
    return acknowledgedCount;
  }

  /** The numbers of all acknowledged writes so far. */
  synchronized BitSet acknowledged() {
    return (BitSet) acknowledged.clone();
  }

  /** The numbers of all refused writes so far. */
  synchronized BitSet refused() {
    return (BitSet) refused.clone();
  }

  /** The write with that number. */
  Write write(int number) {
    SplittableRandom random = new SplittableRandom(seed + 0x9E3779B97F4A7C15L * (number + 1));
    byte[] value = new byte[random.nextInt(VALUE_BYTES_MIN, VALUE_BYTES_MAX + 1)];
    random.nextBytes(value);
    return new Write(number, "w" + number, Bytes.wrap(value));
  }

  /** One write: a key that nobody else writes, and its only value. */
  record Write(int number, String key, Bytes value) {}
}
