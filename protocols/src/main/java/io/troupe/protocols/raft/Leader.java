package io.troupe.protocols.raft;

import io.troupe.protocols.Frame;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.LogEvent.FrameAppended;
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
import io.troupe.protocols.raft.Refusal.Overloaded;
import io.troupe.protocols.raft.Refusal.TransferInProgress;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Orders the commands of its term and replicates them (§5.3). Writes to its own disk in parallel
 * with its followers and counts itself only for what is durable; commits by counting only entries
 * of its own term (§5.4.2); steps down when it does not hear from a quorum (diss. §6.2) or when its
 * disk stalls.
 */
final class Leader implements RaftRole {
  private final RaftContext context;
  private final Ballots ballots;
  private final Replication replication;
  private final Reads reads;
  private Optional<Transfer> transfer = Optional.empty();
  private long uncommittedBytes;
  private long heartbeatDueNanos;

  private Leader(RaftContext context, long nowNanos) {
    this.context = context;
    this.ballots = new Ballots(context);
    this.replication = new Replication(context, nowNanos);
    this.reads = new Reads(context, replication);
  }

  /** Opens the term with a no-op, which commits with it all that came before (§8). */
  static RaftRole elected(RaftContext context, long nowNanos) {
    context.because("elected");
    Leader leader = new Leader(context, nowNanos);
    leader.append(Frame.noOp(context.term(), context.log().last().index() + 1), nowNanos);
    leader.heartbeatDueNanos = nowNanos + context.settings.heartbeatIntervalNanos();
    return leader;
  }

  @Override
  public RoleKind kind() {
    return RoleKind.LEADER;
  }

  @Override
  public Optional<NodeId> leader() {
    return Optional.of(context.self);
  }

  @Override
  public long wakeAtNanos() {
    return heartbeatDueNanos;
  }

  @Override
  public boolean hearsLeader(long nowNanos) {
    return true;
  }

  @Override
  public RaftRole onTick(long nowNanos) {
    RaftSettings settings = context.settings;
    if (nowNanos - replication.quorumHeardNanos(nowNanos) >= settings.electionTimeoutNanos()) {
      return stepDown("no quorum heard within the election timeout", nowNanos);
    }
    long pendingSince = context.outbox.oldestPendingNanos();
    if (pendingSince <= nowNanos - settings.diskStallTimeoutNanos()) {
      return stepDown("the own disk stalls", nowNanos);
    }
    transfer = transfer.filter(running -> nowNanos < running.deadlineNanos());
    if (nowNanos >= heartbeatDueNanos) {
      heartbeatDueNanos = nowNanos + settings.heartbeatIntervalNanos();
      replication.heartbeat(nowNanos);
    }
    return this;
  }

  @Override
  public RaftRole onDurable(long nowNanos) {
    advanceCommit(nowNanos);
    return this;
  }

  @Override
  public RaftRole onPeerUnreachable(NodeId peer, long nowNanos) {
    replication.onUnreachable(replication.peer(peer));
    return this;
  }

  @Override
  public RaftRole onMessage(NodeId from, long incarnation, RaftMessage message, long nowNanos) {
    return message.accept(new Messages(from, incarnation, nowNanos));
  }

  void propose(RaftInput.Propose proposal, long nowNanos) {
    Optional<Refusal> refusal = refusal(nowNanos);
    if (refusal.isPresent()) {
      context.outbox.emit(new Output.ProposalRefused(proposal.id(), refusal.get()));
      return;
    }
    long first = context.log().last().index() + 1;
    context.outbox.emit(new Output.ProposalAppended(proposal.id(), context.term(), first));
    append(Frame.commands(context.term(), first, proposal.count(), proposal.commands()), nowNanos);
  }

  void read(long id, long nowNanos) {
    reads.add(id, hasCommittedInTerm(), nowNanos);
  }

  void transferLeadership(Optional<NodeId> wanted, long nowNanos) {
    Predicate<Peer> eligible = peer -> wanted.isEmpty() || wanted.get().equals(peer.id);
    long deadline = nowNanos + context.settings.electionTimeoutNanos();
    Optional<Peer> target =
        replication.peers().stream()
            .filter(eligible)
            .max(Comparator.comparingLong(Peer::match).thenComparingLong(Peer::heardNanos));
    if (transfer.isEmpty() && target.isPresent()) {
      transfer = Optional.of(new Transfer(target.get().id, deadline, false));
      continueTransfer();
    }
  }

  void onSnapshotUnavailable(NodeId to, LogPosition position, long nowNanos) {
    replication.onSnapshotUnavailable(to, position, nowNanos);
  }

  /** Ends what only a leader can finish. */
  void resign() {
    reads.refuseAll();
  }

  private RaftRole stepDown(String why, long nowNanos) {
    context.because(why);
    return Follower.withoutLeader(context, nowNanos);
  }

  private Optional<Refusal> refusal(long nowNanos) {
    RaftSettings settings = context.settings;
    if (transfer.isPresent()) {
      return Optional.of(new TransferInProgress(transfer.get().target()));
    }
    if (uncommittedBytes >= settings.maxUncommittedBytes()) {
      return Optional.of(new Overloaded(settings.maxUncommittedBytes() + " uncommitted bytes"));
    }
    if (context.log().sizeBytes() >= settings.maxLogBytes()) {
      context.wantSnapshot(nowNanos);
      return Optional.of(new Overloaded(settings.maxLogBytes() + " bytes of log"));
    }
    return Optional.empty();
  }

  private void append(Frame frame, long nowNanos) {
    context.outbox.persist(new FrameAppended(frame));
    uncommittedBytes += frame.sizeBytes();
    replication.feedAll(nowNanos);
  }

  private boolean hasCommittedInTerm() {
    long commit = context.commitIndex();
    return commit > context.log().start().index()
        ? context.log().termAt(commit) == context.term()
        : context.log().start().term() == context.term();
  }

  /** The commit rule: a quorum's disks, and an entry of the own term (§5.4.2, Figure 8). */
  private void advanceCommit(long nowNanos) {
    long before = context.commitIndex();
    long reached = replication.durableOnQuorum();
    if (reached > before && context.log().termAt(reached) == context.term()) {
      for (Frame frame : context.log().between(before, reached)) {
        uncommittedBytes -= frame.term() == context.term() ? frame.sizeBytes() : 0;
      }
      context.commitTo(reached);
    }
    reads.advance(hasCommittedInTerm(), nowNanos);
  }

  private void continueTransfer() {
    transfer.ifPresent(
        running -> {
          Peer target = replication.peer(running.target());
          if (!running.asked() && target.match() == context.log().last().index()) {
            context.outbox.send(target.id, new TimeoutNow(context.term()), Awaits.TERM);
            transfer = Optional.of(running.afterAsking());
          }
        });
  }

  private final class Messages implements RaftMessage.Handler<RaftRole> {
    private final NodeId from;
    private final long incarnation;
    private final long nowNanos;

    private Messages(NodeId from, long incarnation, long nowNanos) {
      this.from = from;
      this.incarnation = incarnation;
      this.nowNanos = nowNanos;
    }

    /** The peer behind an answer of this term that can be used; otherwise none. */
    private Optional<Peer> hear(long term, long round) {
      Peer peer = replication.peer(from);
      boolean usable =
          term == context.term()
              && round <= replication.round() // else it answers someone else
              && peer.hear(incarnation, round, context.log().last().index() + 1, nowNanos);
      return usable ? Optional.of(peer) : Optional.empty();
    }

    @Override
    public RaftRole onAppendAccepted(AppendAccepted reply) {
      hear(reply.term(), reply.round())
          .ifPresent(
              peer -> {
                replication.onAccepted(peer, reply, nowNanos);
                advanceCommit(nowNanos);
                continueTransfer();
              });
      return Leader.this;
    }

    @Override
    public RaftRole onAppendRejected(AppendRejected reply) {
      hear(reply.term(), reply.round())
          .ifPresent(
              peer -> {
                replication.onRejected(peer, reply, nowNanos);
                reads.advance(hasCommittedInTerm(), nowNanos);
              });
      return Leader.this;
    }

    @Override
    public RaftRole onSnapshotChunkAccepted(SnapshotChunkAccepted reply) {
      hear(reply.term(), reply.round())
          .ifPresent(peer -> replication.onChunkAccepted(peer, reply, nowNanos));
      return Leader.this;
    }

    @Override
    public RaftRole onRequestPreVote(RequestPreVote request) {
      ballots.answer(from, request, true);
      return Leader.this;
    }

    @Override
    public RaftRole onRequestVote(RequestVote request) {
      ballots.answer(from, request);
      return Leader.this;
    }

    @Override
    public RaftRole onAppendEntries(AppendEntries request) {
      return fromOtherLeader(request.term());
    }

    @Override
    public RaftRole onInstallSnapshot(InstallSnapshot request) {
      return fromOtherLeader(request.term());
    }

    private RaftRole fromOtherLeader(long term) {
      if (term == context.term()) {
        throw new IllegalStateException("I1: " + from + " leads term " + term + " as well");
      }
      context.answerOlderTerm(from);
      return Leader.this;
    }

    @Override
    public RaftRole onTimeoutNow(TimeoutNow message) {
      return Leader.this;
    }

    @Override
    public RaftRole onPreVoteReply(PreVoteReply reply) {
      return Leader.this;
    }

    @Override
    public RaftRole onVoteReply(VoteReply reply) {
      return Leader.this;
    }
  }
}
