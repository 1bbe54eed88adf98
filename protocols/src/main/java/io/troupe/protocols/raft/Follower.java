package io.troupe.protocols.raft;

import io.troupe.protocols.Frame;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.LogEvent.FrameAppended;
import io.troupe.protocols.raft.LogEvent.SuffixTruncated;
import io.troupe.protocols.raft.RaftMessage.AppendAccepted;
import io.troupe.protocols.raft.RaftMessage.AppendEntries;
import io.troupe.protocols.raft.RaftMessage.AppendRejected;
import io.troupe.protocols.raft.RaftMessage.InstallSnapshot;
import io.troupe.protocols.raft.RaftMessage.PreVoteReply;
import io.troupe.protocols.raft.RaftMessage.RequestPreVote;
import io.troupe.protocols.raft.RaftMessage.RequestVote;
import io.troupe.protocols.raft.RaftMessage.SnapshotChunkAccepted;
import io.troupe.protocols.raft.RaftMessage.TimeoutNow;
import io.troupe.protocols.raft.RaftMessage.VoteReply;
import java.util.Optional;

/** Takes what the leader sends and votes; starts an election when no leader is heard (§5.2). */
final class Follower implements RaftRole {
  private final RaftContext context;
  private final Ballots ballots;
  private Optional<NodeId> leader;
  private boolean leaderLost;
  private boolean leaderHeard;
  private long leaderHeardNanos;
  private long electionDeadlineNanos;

  private Follower(RaftContext context, long nowNanos) {
    this.context = context;
    this.ballots = new Ballots(context);
    this.leader = Optional.empty();
    postponeElection(nowNanos);
  }

  /** A follower that knows no leader yet. */
  static Follower withoutLeader(RaftContext context, long nowNanos) {
    return new Follower(context, nowNanos);
  }

  @Override
  public RoleKind kind() {
    return RoleKind.FOLLOWER;
  }

  @Override
  public Optional<NodeId> leader() {
    return leader;
  }

  @Override
  public long wakeAtNanos() {
    return electionDeadlineNanos;
  }

  @Override
  public boolean hearsLeader(long nowNanos) {
    return leaderHeard && nowNanos - leaderHeardNanos < context.settings.electionTimeoutNanos();
  }

  @Override
  public RaftRole onTick(long nowNanos) {
    if (nowNanos < electionDeadlineNanos) {
      return this;
    }
    return leaderLost
        ? Candidate.afterReset(context, nowNanos)
        : Candidate.preVote(context, nowNanos);
  }

  @Override
  public RaftRole onDurable(long nowNanos) {
    return this;
  }

  @Override
  public RaftRole onPeerUnreachable(NodeId peer, long nowNanos) {
    if (leader.isPresent() && leader.get().equals(peer)) {
      leaderHeard = false;
      leaderLost = true;
      electionDeadlineNanos = Math.min(electionDeadlineNanos, nowNanos + context.turnNanos(peer));
    }
    return this;
  }

  @Override
  public RaftRole onMessage(NodeId from, long incarnation, RaftMessage message, long nowNanos) {
    return message.accept(new Messages(from, nowNanos));
  }

  /** What came of a leader's snapshot chunk: how much of it is kept. */
  void onSnapshotChunkStored(LogPosition position, long nextOffset, boolean complete) {
    if (leader.isEmpty() || position.index() <= context.commitIndex()) {
      return;
    }
    if (complete) {
      context.installSnapshot(position);
      accept(leader.get(), 0, position.index(), Awaits.LOG);
    } else {
      context.outbox.send(
          leader.get(),
          new SnapshotChunkAccepted(context.term(), 0, position, nextOffset),
          Awaits.TERM);
    }
  }

  private void hear(NodeId from, long nowNanos) {
    if (leader.isEmpty()) {
      context.because(from + " leads");
      leader = Optional.of(from);
    } else if (!leader.get().equals(from)) {
      throw new IllegalStateException(
          "two leaders in term " + context.term() + ": " + leader.get() + " and " + from);
    }
    leaderHeard = true;
    leaderLost = false;
    leaderHeardNanos = nowNanos;
    postponeElection(nowNanos);
  }

  private void postponeElection(long nowNanos) {
    electionDeadlineNanos = nowNanos + context.randomElectionTimeoutNanos();
  }

  private void append(NodeId from, AppendEntries request) {
    RaftLog log = context.log();
    if (!log.contains(request.prev())) {
      reject(from, request);
      return;
    }
    for (Frame frame : request.frames()) {
      boolean held =
          frame.lastIndex() <= log.start().index()
              || log.holdsFrame(frame.firstIndex(), frame.term());
      if (!held) {
        replaceSuffixBy(frame);
      }
    }
    context.commitTo(Math.min(request.commit(), request.lastIndex()));
    if (request.frames().isEmpty()) {
      long durable = Math.min(request.lastIndex(), context.outbox.durableIndex());
      accept(from, request.round(), durable, Awaits.TERM);
    } else {
      accept(from, request.round(), request.lastIndex(), Awaits.LOG);
    }
  }

  private void replaceSuffixBy(Frame frame) {
    if (frame.firstIndex() <= context.log().last().index()) {
      if (frame.firstIndex() <= context.commitIndex()) {
        throw new IllegalStateException(
            "I13: " + frame + " would replace committed entries up to " + context.commitIndex());
      }
      context.outbox.persist(new SuffixTruncated(frame.firstIndex()));
    }
    context.outbox.persist(new FrameAppended(frame));
  }

  private void accept(NodeId to, long round, long match, Awaits awaits) {
    context.outbox.send(to, new AppendAccepted(context.term(), round, match), awaits);
  }

  private void reject(NodeId from, AppendEntries request) {
    RaftLog log = context.log();
    long prev = request.prev().index();
    LogPosition hint = prev > log.last().index() ? log.last() : log.beforeTermAt(prev);
    context.outbox.send(
        from, new AppendRejected(context.term(), request.round(), prev, hint), Awaits.TERM);
  }

  private final class Messages implements RaftMessage.Handler<RaftRole> {
    private final NodeId from;
    private final long nowNanos;

    private Messages(NodeId from, long nowNanos) {
      this.from = from;
      this.nowNanos = nowNanos;
    }

    @Override
    public RaftRole onRequestPreVote(RequestPreVote request) {
      ballots.answer(from, request, hearsLeader(nowNanos));
      return Follower.this;
    }

    @Override
    public RaftRole onRequestVote(RequestVote request) {
      if (ballots.answer(from, request)) {
        postponeElection(nowNanos);
      }
      return Follower.this;
    }

    @Override
    public RaftRole onAppendEntries(AppendEntries request) {
      if (request.term() < context.term()) {
        context.answerOlderTerm(from);
      } else {
        hear(from, nowNanos);
        append(from, request);
      }
      return Follower.this;
    }

    @Override
    public RaftRole onInstallSnapshot(InstallSnapshot request) {
      if (request.term() < context.term()) {
        context.answerOlderTerm(from);
        return Follower.this;
      }
      hear(from, nowNanos);
      if (request.position().index() <= context.commitIndex()) {
        long match = Math.min(context.commitIndex(), context.outbox.durableIndex());
        accept(from, request.round(), match, Awaits.TERM);
      } else {
        context.outbox.emit(
            new Output.StoreSnapshotChunk(
                request.position(), request.offset(), request.chunk(), request.last()));
      }
      return Follower.this;
    }

    @Override
    public RaftRole onTimeoutNow(TimeoutNow message) {
      return message.term() == context.term()
          ? Candidate.onTransfer(context, nowNanos)
          : Follower.this;
    }

    @Override
    public RaftRole onPreVoteReply(PreVoteReply reply) {
      return Follower.this;
    }

    @Override
    public RaftRole onVoteReply(VoteReply reply) {
      return Follower.this;
    }

    @Override
    public RaftRole onAppendAccepted(AppendAccepted reply) {
      return Follower.this;
    }

    @Override
    public RaftRole onAppendRejected(AppendRejected reply) {
      return Follower.this;
    }

    @Override
    public RaftRole onSnapshotChunkAccepted(SnapshotChunkAccepted reply) {
      return Follower.this;
    }
  }
}
