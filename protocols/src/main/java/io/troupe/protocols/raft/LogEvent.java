package io.troupe.protocols.raft;

import io.troupe.protocols.Frame;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.NodeId;

/**
 * What a replica persists. Its durable state is the fold of these events, in order, by {@link
 * PersistentState#apply}; recovery and normal work change it in no other way.
 */
public sealed interface LogEvent {
  /** Calls the one matching method of {@code handler}. */
  void accept(Handler handler);

  /** One method for each event. */
  interface Handler {
    void onStarted(Started event);

    void onTermStarted(TermStarted event);

    void onVoteCast(VoteCast event);

    void onFrameAppended(FrameAppended event);

    void onSuffixTruncated(SuffixTruncated event);

    void onLogCompacted(LogCompacted event);

    void onSnapshotInstalled(SnapshotInstalled event);
  }

  /** The replica started; {@code incarnation} is larger than in any earlier life of it. */
  record Started(long incarnation) implements LogEvent {
    @Override
    public void accept(Handler handler) {
      handler.onStarted(this);
    }
  }

  /** A larger term was seen; no vote is given in it yet. */
  record TermStarted(long term) implements LogEvent {
    @Override
    public void accept(Handler handler) {
      handler.onTermStarted(this);
    }
  }

  /** A vote was given in {@code term}, which also becomes the current term. */
  record VoteCast(long term, NodeId candidate) implements LogEvent {
    @Override
    public void accept(Handler handler) {
      handler.onVoteCast(this);
    }
  }

  /** A frame was appended after the last entry. */
  record FrameAppended(Frame frame) implements LogEvent {
    @Override
    public void accept(Handler handler) {
      handler.onFrameAppended(this);
    }
  }

  /** All entries from {@code fromIndex} on, which starts a frame, were removed (§5.3). */
  record SuffixTruncated(long fromIndex) implements LogEvent {
    @Override
    public void accept(Handler handler) {
      handler.onSuffixTruncated(this);
    }
  }

  /**
   * A durable snapshot of this replica stands for the log up to {@code snapshot}, and the frames up
   * to {@code start} were dropped (§7). The term, vote and incarnation are stated once more, so
   * that all journal events before the first frame kept can be deleted.
   *
   * @param snapshot position that the snapshot covers
   * @param start position before the first entry kept; not after {@code snapshot}
   */
  record LogCompacted(
      LogPosition snapshot, LogPosition start, long term, Vote vote, long incarnation)
      implements LogEvent {
    @Override
    public void accept(Handler handler) {
      handler.onLogCompacted(this);
    }
  }

  /**
   * A leader's snapshot replaced the whole log (§7): it covers more than the log did, or the log
   * had gone another way. All earlier journal events can be deleted.
   */
  record SnapshotInstalled(LogPosition snapshot, long term, Vote vote, long incarnation)
      implements LogEvent {
    @Override
    public void accept(Handler handler) {
      handler.onSnapshotInstalled(this);
    }
  }
}
