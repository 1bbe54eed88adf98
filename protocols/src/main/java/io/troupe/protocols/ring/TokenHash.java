package io.troupe.protocols.ring;

/**
 * A function from bytes to a 64-bit token, the same on every machine and for ever: what is placed
 * by one may not be looked up by another. So tables name the function they were made with, and a
 * new function is a new constant here, never a change to an old one.
 *
 * <p>Tokens are unsigned: the ring's order runs from {@code 0} to {@code 0xffff_ffff_ffff_ffff}.
 * Not cryptographic: whoever chooses keys freely can make them collide.
 */
public enum TokenHash {
  /** The first half of MurmurHash3 x64 128 (Austin Appleby, 2011) under seed 0. */
  MURMUR3_X64_128;

  /** The token of all of {@code bytes}. Allocates nothing. */
  public long tokenOf(byte[] bytes) {
    return tokenOf(bytes, 0, bytes.length);
  }

  /**
   * The token of a part of {@code bytes}. Allocates nothing.
   *
   * @throws IndexOutOfBoundsException if the part is not within the array
   */
  public long tokenOf(byte[] bytes, int offset, int length) {
    return Murmur3.hash64(bytes, offset, length);
  }
}
