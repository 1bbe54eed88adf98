package io.troupe.protocols.raft;

import java.time.Duration;

/**
 * The bounds of one replica. All replicas of a group should use the same.
 *
 * @param heartbeatIntervalNanos how often a leader makes itself heard
 * @param electionTimeoutNanos after how long without a leader an election may start; each wait is
 *     drawn between once and twice this. At least 3 heartbeats
 * @param diskStallTimeoutNanos a leader whose oldest write is older steps down
 * @param maxInflightFrames frames sent to one follower and not yet acknowledged
 * @param maxInflightBytes bytes sent to one follower and not yet acknowledged
 * @param maxMessageBytes frames' bytes in one message, unless a single frame is larger
 * @param maxUncommittedBytes bytes proposed and not yet committed, before proposals are refused
 * @param maxPendingReads reads waiting for their quorum round, before reads are refused
 * @param snapshotAfterBytes bytes committed since the last snapshot that ask for the next
 * @param retainedBytes bytes of frames that a compaction keeps for slow followers
 * @param maxLogBytes bytes of frames held in all, before proposals are refused; at least {@code
 *     retainedBytes + snapshotAfterBytes}
 */
public record RaftSettings(
    long heartbeatIntervalNanos,
    long electionTimeoutNanos,
    long diskStallTimeoutNanos,
    int maxInflightFrames,
    long maxInflightBytes,
    int maxMessageBytes,
    long maxUncommittedBytes,
    int maxPendingReads,
    long snapshotAfterBytes,
    long retainedBytes,
    long maxLogBytes) {

  public RaftSettings {
    positive("heartbeat interval", heartbeatIntervalNanos);
    positive("disk stall timeout", diskStallTimeoutNanos);
    positive("in-flight frames", maxInflightFrames);
    positive("in-flight bytes", maxInflightBytes);
    positive("message bytes", maxMessageBytes);
    positive("uncommitted bytes", maxUncommittedBytes);
    positive("pending reads", maxPendingReads);
    positive("bytes between snapshots", snapshotAfterBytes);
    positive("log bytes", maxLogBytes);
    if (retainedBytes < 0) {
      throw new IllegalArgumentException("retained bytes must not be negative: " + retainedBytes);
    }
    if (maxLogBytes - retainedBytes < snapshotAfterBytes) {
      throw new IllegalArgumentException(
          "log bytes ("
              + maxLogBytes
              + ") must be at least retained bytes ("
              + retainedBytes
              + ") plus bytes between snapshots ("
              + snapshotAfterBytes
              + "), or a full log could never be compacted");
    }
    if (electionTimeoutNanos < 3 * heartbeatIntervalNanos) {
      throw new IllegalArgumentException(
          "the election timeout ("
              + Duration.ofNanos(electionTimeoutNanos).toMillis()
              + " ms) must be at least 3 heartbeat intervals ("
              + Duration.ofNanos(heartbeatIntervalNanos).toMillis()
              + " ms each)");
    }
  }

  /** What is used unless configured otherwise. */
  public static RaftSettings defaults() {
    return new RaftSettings(
        Duration.ofMillis(50).toNanos(),
        Duration.ofMillis(300).toNanos(),
        Duration.ofSeconds(5).toNanos(),
        256,
        4 << 20,
        128 << 10,
        16 << 20,
        100_000,
        64 << 20,
        16 << 20,
        256 << 20);
  }

  private static void positive(String what, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(what + " must be positive: " + value);
    }
  }
}
