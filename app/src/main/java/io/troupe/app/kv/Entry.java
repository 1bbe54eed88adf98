package io.troupe.app.kv;

import io.troupe.protocols.Bytes;
import java.nio.ByteBuffer;

/**
 * A value as the store holds it.
 *
 * @param version the index of the write that made it
 * @param hash of key, value and version, 64 bits; the sum over all entries is the state's digest
 */
record Entry(Bytes value, long version, long hash) {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  static Entry of(Key key, Bytes value, long version) {
    long hash = mix(version);
    hash = hash(hash, key.utf8());
    hash = hash(hash, value.sharedArray());
    return new Entry(value, version, hash);
  }

  private static long hash(long seed, byte[] bytes) {
    long hash = mix(seed + bytes.length);
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.remaining() >= Long.BYTES) {
      hash = mix(hash ^ rest.getLong());
    }
    while (rest.hasRemaining()) {
      hash = mix(hash ^ rest.get());
    }
    return hash;
  }

  /** One step of SplitMix64: every bit of the result depends on every bit of {@code z}. */
  private static long mix(long z) {
    long x = z + MULTIPLIER;
    x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }
}
