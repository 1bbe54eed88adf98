package io.troupe.protocols.raft;

import io.troupe.protocols.LogPosition;
import java.util.ArrayDeque;

/** How the leader feeds one follower at the moment (Figure 2: nextIndex, with what it needs). */
sealed interface Progress {
  /**
   * Where the logs agree is not known: one message at a time.
   *
   * @param next the index to try next
   * @param waiting whether a probe is out and neither answered nor given up
   */
  record Probing(long next, boolean waiting) implements Progress {}

  /** The follower takes frames: many messages are under way, within the windows. */
  final class Replicating implements Progress {
    private final ArrayDeque<Inflight> inflight = new ArrayDeque<>();
    private long next;
    private long inflightBytes;

    Replicating(long next) {
      this.next = next;
    }

    /** The index to send next. */
    long next() {
      return next;
    }

    int inflightFrames() {
      return inflight.size();
    }

    long inflightBytes() {
      return inflightBytes;
    }

    void sent(long lastIndex, long bytes) {
      inflight.add(new Inflight(lastIndex, bytes));
      inflightBytes += bytes;
      next = lastIndex + 1;
    }

    void acknowledged(long match) {
      while (!inflight.isEmpty() && inflight.element().lastIndex <= match) {
        inflightBytes -= inflight.remove().bytes;
      }
      next = Math.max(next, match + 1);
    }

    private record Inflight(long lastIndex, long bytes) {}
  }

  /**
   * The follower lacks what was compacted: it gets the snapshot, one chunk at a time.
   *
   * @param position which snapshot
   * @param offset where the chunk that is out starts, in bytes
   * @param sentNanos when that chunk was sent
   */
  record Snapshotting(LogPosition position, long offset, long sentNanos) implements Progress {}
}
