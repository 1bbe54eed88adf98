package io.troupe.protocols.ring;

import java.nio.ByteBuffer;

/**
 * The fixed hash table {@code h(x) = H(x) mod p}: which of {@code p} shards a key belongs to. It is
 * chosen once for the life of the data: another hash or another number of shards would move nearly
 * every key.
 *
 * <p>{@code p} is prime so that every bit of the token decides, also where an application has made
 * keys of a regular shape for a hash that is weaker than this one.
 *
 * @param hash {@code H}
 * @param shards {@code p}, a prime from 2 to {@link #SHARDS_MAX}
 */
public record KeySpace(TokenHash hash, int shards) {
  /** The largest prime below 2^20: more shards than this cost more than they balance. */
  public static final int SHARDS_MAX = 1_048_573;

  public KeySpace {
    if (shards < 2 || shards > SHARDS_MAX || !isPrime(shards)) {
      throw new IllegalArgumentException(
          "the number of shards must be a prime from 2 to "
              + SHARDS_MAX
              + ", not "
              + shards
              + "; try "
              + nearestPrime(shards));
    }
  }

  /** A key space of today's hash. */
  public static KeySpace of(int shards) {
    return new KeySpace(TokenHash.MURMUR3_X64_128, shards);
  }

  /** From 0 to {@code shards - 1}. Allocates nothing. */
  public int shardOf(byte[] key) {
    return shardOfToken(hash.tokenOf(key));
  }

  /** The shard of a part of an array, from 0 to {@code shards - 1}. Allocates nothing. */
  public int shardOf(byte[] bytes, int offset, int length) {
    return shardOfToken(hash.tokenOf(bytes, offset, length));
  }

  /** The remainder of the token as an unsigned number: never negative. */
  int shardOfToken(long token) {
    return (int) Long.remainderUnsigned(token, shards);
  }

  /** Where a shard stands on a ring: the token of its number in four bytes. */
  long tokenOfShard(int shard) {
    return hash.tokenOf(ByteBuffer.allocate(Integer.BYTES).putInt(shard).array());
  }

  private static boolean isPrime(int number) {
    for (int divisor = 2; (long) divisor * divisor <= number; divisor++) {
      if (number % divisor == 0) {
        return false;
      }
    }
    return number >= 2;
  }

  /** The smallest prime that is not below {@code number}, within the bounds. */
  private static int nearestPrime(int number) {
    int prime = Math.max(2, Math.min(number, SHARDS_MAX));
    while (!isPrime(prime)) {
      prime++;
    }
    return prime;
  }
}
