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
  <R> R accept(Handler<R> handler);

  /** One method for each event. */
  interface Handler<R> {
    R onStarted(Started event);

    R onTermStarted(TermStarted event);

    R onVoteCast(VoteCast event);

    R onFrameAppended(FrameAppended event);

    R onSuffixTruncated(SuffixTruncated event);

    R onLogCompacted(LogCompacted event);
  }

  /** The replica started; {@code incarnation} is larger than in any earlier life of it. */
  record Started(long incarnation) implements LogEvent {
    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.onStarted(this);
    }
  }

  /** A larger term was seen; no vote is given in it yet. */
  record TermStarted(long term) implements LogEvent {
    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.onTermStarted(this);
    }
  }

  /** A vote was given in {@code term}, which also becomes the current term. */
  record VoteCast(long term, NodeId candidate) implements LogEvent {
    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.onVoteCast(this);
    }
  }

  /** A frame was appended after the last entry. */
  record FrameAppended(Frame frame) implements LogEvent {
    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.onFrameAppended(this);
    }
  }

  /** All entries from {@code fromIndex} on, which starts a frame, were removed (§5.3). */
  record SuffixTruncated(long fromIndex) implements LogEvent {
    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.onSuffixTruncated(this);
    }
  }

  /**
   * A durable snapshot stands for the log up to {@code snapshot} (§7). Frames up to {@code start}
   * are dropped. If the log does not hold {@code snapshot}, the snapshot came from a leader and the
   * whole log is dropped. The event states the term, vote and incarnation once more so that all
   * journal events older than the first frame kept can be deleted.
   *
   * @param snapshot position that the snapshot covers
   * @param start position before the first entry kept; not after {@code snapshot}
   */
  record LogCompacted(
      LogPosition snapshot, LogPosition start, long term, Vote vote, long incarnation)
      implements LogEvent {
    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.onLogCompacted(this);
    }
  }
}
