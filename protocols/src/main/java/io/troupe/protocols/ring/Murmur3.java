package io.troupe.protocols.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * The first 64 bits of MurmurHash3 x64 128 under seed 0: {@code h1} of {@code MurmurHash3_x64_128}
 * in Austin Appleby's SMHasher.
 *
 * <p>Own code, as this module has no dependencies and the function is forty lines that never
 * change. The tests hold it against published vectors and against Guava's on random input. Chosen
 * over XXH3, whose five code paths by length are ten times as much to get right, and whose speed
 * shows only on keys far longer than those of a store.
 */
final class Murmur3 {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int BLOCK_BYTES = 16;
  private static final long C1 = 0x87c37b91114253d5L;
  private static final long C2 = 0x4cf5ad432745937fL;

  private Murmur3() {}

  static long hash64(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    long h1 = 0;
    long h2 = 0;
    int at = offset;
    for (int end = offset + length - length % BLOCK_BYTES; at < end; at += BLOCK_BYTES) {
      h1 = Long.rotateLeft(h1 ^ mixFirst((long) LONG.get(bytes, at)), 27) + h2;
      h1 = h1 * 5 + 0x52dce729;
      h2 = Long.rotateLeft(h2 ^ mixSecond((long) LONG.get(bytes, at + 8)), 31) + h1;
      h2 = h2 * 5 + 0x38495ab5;
    }
    int tail = length % BLOCK_BYTES;
    h1 ^= mixFirst(littleEndian(bytes, at, Math.min(tail, 8)));
    h2 ^= mixSecond(littleEndian(bytes, at + 8, Math.max(tail - 8, 0)));

    h1 ^= length;
    h2 ^= length;
    h1 += h2;
    h2 += h1;
    return finish(h1) + finish(h2);
  }

  private static long mixFirst(long k1) {
    return Long.rotateLeft(k1 * C1, 31) * C2;
  }

  private static long mixSecond(long k2) {
    return Long.rotateLeft(k2 * C2, 33) * C1;
  }

  /** Every bit of the input changes every bit of the result with a chance of about a half. */
  private static long finish(long h) {
    long mixed = h;
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }

  /** 0 to 8 bytes, the missing ones read as 0. */
  private static long littleEndian(byte[] bytes, int offset, int count) {
    if (count == 8) {
      return (long) LONG.get(bytes, offset);
    }
    long value = 0;
    for (int i = count - 1; i >= 0; i--) {
      value = value << 8 | (bytes[offset + i] & 0xff);
    }
    return value;
  }
}
