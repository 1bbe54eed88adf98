package io.troupe.protocols.paxos.register;

import io.troupe.protocols.paxos.ProposerSettings;
import java.time.Duration;

/**
 * The bounds of a register's roles. All nodes should use the same.
 *
 * @param proposer how proposers wait and back off
 * @param operationTimeoutNanos after how long a request that is not decided is answered as it
 *     stands
 * @param maxPendingRequests requests waiting or under way at one proposer, before more are rejected
 * @param maxStickyKeys keys for which a proposer keeps its promised next ballot
 * @param maxValueBytes bytes of the largest value
 * @param maxKeys keys, tombstones included, that an acceptor holds
 * @param maxTotalBytes bytes of keys and values that an acceptor holds in all
 */
public record RegisterSettings(
    ProposerSettings proposer,
    long operationTimeoutNanos,
    int maxPendingRequests,
    int maxStickyKeys,
    int maxValueBytes,
    int maxKeys,
    long maxTotalBytes) {

  public RegisterSettings {
    positive("operation timeout", operationTimeoutNanos);
    positive("pending requests", maxPendingRequests);
    positive("value bytes", maxValueBytes);
    positive("keys", maxKeys);
    positive("total bytes", maxTotalBytes);
    if (maxStickyKeys < 0) {
      throw new IllegalArgumentException("sticky keys must not be negative: " + maxStickyKeys);
    }
  }

  /** What is used unless configured otherwise. */
  public static RegisterSettings defaults() {
    return new RegisterSettings(
        new ProposerSettings(
            Duration.ofMillis(100).toNanos(),
            Duration.ofMillis(5).toNanos(),
            Duration.ofMillis(500).toNanos(),
            1_000),
        Duration.ofSeconds(5).toNanos(),
        10_000,
        10_000,
        128 << 10,
        1_000_000,
        1L << 30);
  }

  private static void positive(String what, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(what + " must be positive: " + value);
    }
  }
}
