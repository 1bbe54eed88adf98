package io.troupe.protocols.raft;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.Frame;
import io.troupe.protocols.LogPosition;
import java.util.List;

/**
 * What replicas of a group send one another. Messages may be lost, duplicated, reordered and
 * delayed without bound.
 */
public sealed interface RaftMessage {
  /** The sender's current term when it made the message. */
  long term();

  /** Calls the one matching method of {@code handler}. */
  <R> R accept(Handler<R> handler);

  /** One method for each message: adding one breaks every role until it decides. */
  interface Handler<R> {
    R onRequestPreVote(RequestPreVote message);

    R onPreVoteReply(PreVoteReply message);

    R onRequestVote(RequestVote message);

    R onVoteReply(VoteReply message);

    R onAppendEntries(AppendEntries message);

    R onAppendAccepted(AppendAccepted message);

    R onAppendRejected(AppendRejected message);

    R onInstallSnapshot(InstallSnapshot message);

    R onSnapshotChunkAccepted(SnapshotChunkAccepted message);

    R onTimeoutNow(TimeoutNow message);
  }

  /**
   * Would you vote for me in {@code term + 1}? Changes nothing at either side (diss. §9.6).
   *
   * @param last the end of the sender's log
   */
  record RequestPreVote(long term, LogPosition last) implements RaftMessage {
    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.onRequestPreVote(this);
    }
  }

  /**
   * Answers {@link RequestPreVote}.
   *
   * @param proposedTerm the term that was asked about, so that a late answer is known as such
   */
  record PreVoteReply(long term, long proposedTerm, boolean granted) implements RaftMessage {
    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.onPreVoteReply(this);
    }
  }

  /**
   * Vote for me in {@code term} (§5.2).
   *
   * @param last the end of the sender's log, durable there
   * @param transfer whether the leader itself asked for this election (diss. §3.10), so that a
   *     voter does not hold back for the sake of a live leader
   */
  record RequestVote(long term, LogPosition last, boolean transfer) implements RaftMessage {
    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.onRequestVote(this);
    }
  }

  /** Answers {@link RequestVote}; a granted vote is durable before it leaves. */
  record VoteReply(long term, boolean granted) implements RaftMessage {
    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.onVoteReply(this);
    }
  }

  /**
   * Replicates frames; without frames, a heartbeat (§5.3).
   *
   * @param prev the position right before the first frame
   * @param frames consecutive frames, possibly none
   * @param commit the leader's commit index
   * @param round the leader's round when it sent this; rounds of one term only grow
   */
  record AppendEntries(long term, LogPosition prev, List<Frame> frames, long commit, long round)
      implements RaftMessage {
    public AppendEntries {
      frames = List.copyOf(frames);
      long next = prev.index() + 1;
      for (Frame frame : frames) {
        if (frame.firstIndex() != next || frame.term() > term) {
          throw new IllegalArgumentException("frame " + frame + " does not follow " + (next - 1));
        }
        next = frame.lastIndex() + 1;
      }
    }

    /** The index of the last entry that this message speaks of. */
    public long lastIndex() {
      return frames.isEmpty() ? prev.index() : frames.get(frames.size() - 1).lastIndex();
    }

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.onAppendEntries(this);
    }
  }

  /**
   * The sender's log equals the leader's up to {@code match} and is durable up to there.
   *
   * @param round the round of the request answered
   */
  record AppendAccepted(long term, long round, long match) implements RaftMessage {
    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.onAppendAccepted(this);
    }
  }

  /**
   * The sender's log does not hold the position before the frames, or the sender's term is larger.
   * Never advances anything but the leader's knowledge of where to try next.
   *
   * @param round the round of the request answered
   * @param rejected the index of the position that was not held
   * @param hint the last position of the sender's log that may match (conflict hint, §5.3)
   */
  record AppendRejected(long term, long round, long rejected, LogPosition hint)
      implements RaftMessage {
    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.onAppendRejected(this);
    }
  }

  /**
   * One chunk of the leader's snapshot (§7).
   *
   * @param position what the snapshot covers; identifies it
   * @param offset where the chunk starts, in bytes
   * @param last whether the chunk ends the snapshot
   * @param round as in {@link AppendEntries}
   */
  record InstallSnapshot(
      long term, LogPosition position, long offset, Bytes chunk, boolean last, long round)
      implements RaftMessage {
    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.onInstallSnapshot(this);
    }
  }

  /** The sender holds the first {@code nextOffset} bytes of the snapshot and wants what follows. */
  record SnapshotChunkAccepted(long term, long round, LogPosition position, long nextOffset)
      implements RaftMessage {
    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.onSnapshotChunkAccepted(this);
    }
  }

  /** The leader hands over: start an election at once (diss. §3.10). */
  record TimeoutNow(long term) implements RaftMessage {
    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.onTimeoutNow(this);
    }
  }
}
