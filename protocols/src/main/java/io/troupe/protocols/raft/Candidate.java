package io.troupe.protocols.raft;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.LogEvent.VoteCast;
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
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Asks for votes. First for pre-votes, which change nothing and keep a node that nobody misses from
 * disturbing the group (diss. §9.6); then, in a new term, for votes (§5.2).
 *
 * <p>Asks again after every heartbeat interval: a request may be lost, and who refused a pre-vote
 * because it had just heard the leader may miss it, too, a moment later.
 */
final class Candidate implements RaftRole {
  private enum Stage {
    PRE_VOTE,
    VOTE
  }

  private final RaftContext context;
  private final Ballots ballots;
  private final Stage stage;
  private final boolean transfer;
  private final boolean yields;
  private final Set<NodeId> granted = new HashSet<>();
  private final Set<NodeId> refused = new HashSet<>();
  private final long deadlineNanos;
  private long askAgainNanos;

  private Candidate(
      RaftContext context, Stage stage, boolean transfer, boolean yields, long nowNanos) {
    this.context = context;
    this.ballots = new Ballots(context);
    this.stage = stage;
    this.transfer = transfer;
    this.yields = yields;
    this.deadlineNanos = nowNanos + context.randomElectionTimeoutNanos();
    ask(nowNanos);
  }

  /** Asks whether an election could be won; a group of one goes on to it at once. */
  static RaftRole preVote(RaftContext context, long nowNanos) {
    context.because("no leader heard");
    return preVote(context, false, nowNanos);
  }

  /**
   * As {@link #preVote(RaftContext, long)}, and likely at the same moment as others, since all see
   * the leader's connections reset: so it yields to a voter before it, once.
   */
  static RaftRole afterReset(RaftContext context, long nowNanos) {
    context.because("the connection to its leader was reset");
    return preVote(context, true, nowNanos);
  }

  private static RaftRole preVote(RaftContext context, boolean yields, long nowNanos) {
    Candidate candidate = new Candidate(context, Stage.PRE_VOTE, false, yields, nowNanos);
    candidate.granted.add(context.self);
    return candidate.count(nowNanos);
  }

  /** Starts an election because the leader handed over (diss. §3.10). */
  static RaftRole onTransfer(RaftContext context, long nowNanos) {
    return vote(context, true, nowNanos);
  }

  private static RaftRole vote(RaftContext context, boolean transfer, long nowNanos) {
    context.because(transfer ? "the leader handed over" : "a quorum would vote for it");
    context.outbox.persist(new VoteCast(context.term() + 1, context.self));
    return new Candidate(context, Stage.VOTE, transfer, false, nowNanos);
  }

  private void ask(long nowNanos) {
    RaftMessage request =
        stage == Stage.PRE_VOTE
            ? new RequestPreVote(context.term(), context.log().last())
            : new RequestVote(context.term(), context.log().last(), transfer);
    for (NodeId peer : context.peers) {
      if (!granted.contains(peer) && !refused.contains(peer)) {
        context.outbox.send(peer, request, Awaits.LOG);
      }
    }
    askAgainNanos = nowNanos + context.settings.heartbeatIntervalNanos();
  }

  @Override
  public RoleKind kind() {
    return RoleKind.CANDIDATE;
  }

  @Override
  public Optional<NodeId> leader() {
    return Optional.empty();
  }

  @Override
  public long wakeAtNanos() {
    return Math.min(deadlineNanos, askAgainNanos);
  }

  @Override
  public boolean hearsLeader(long nowNanos) {
    return false;
  }

  @Override
  public RaftRole onTick(long nowNanos) {
    if (nowNanos >= deadlineNanos) {
      return preVote(context, nowNanos);
    }
    if (nowNanos >= askAgainNanos) {
      ask(nowNanos);
    }
    return this;
  }

  /** The own vote counts, as any other, once it is durable. */
  @Override
  public RaftRole onDurable(long nowNanos) {
    if (stage == Stage.VOTE && context.outbox.isTermDurable()) {
      granted.add(context.self);
    }
    return count(nowNanos);
  }

  @Override
  public RaftRole onPeerUnreachable(NodeId peer, long nowNanos) {
    return this;
  }

  @Override
  public RaftRole onMessage(NodeId from, long incarnation, RaftMessage message, long nowNanos) {
    return message.accept(new Messages(from, incarnation, message, nowNanos));
  }

  private RaftRole count(long nowNanos) {
    if (context.membership.isQuorum(granted)) {
      return stage == Stage.PRE_VOTE
          ? vote(context, transfer, nowNanos)
          : Leader.elected(context, nowNanos);
    }
    if (context.membership.isQuorum(refused)) {
      context.because("a quorum refused its vote");
      return Follower.withoutLeader(context, nowNanos);
    }
    return this;
  }

  /** A vote is refused for the whole term, a pre-vote only for now. */
  private RaftRole record(NodeId voter, boolean isGranted, long nowNanos) {
    if (isGranted) {
      granted.add(voter);
    } else if (stage == Stage.VOTE) {
      refused.add(voter);
    }
    return count(nowNanos);
  }

  private final class Messages implements RaftMessage.Handler<RaftRole> {
    private final NodeId from;
    private final long incarnation;
    private final RaftMessage message;
    private final long nowNanos;

    private Messages(NodeId from, long incarnation, RaftMessage message, long nowNanos) {
      this.from = from;
      this.incarnation = incarnation;
      this.message = message;
      this.nowNanos = nowNanos;
    }

    @Override
    public RaftRole onPreVoteReply(PreVoteReply reply) {
      boolean mine = stage == Stage.PRE_VOTE && reply.proposedTerm() == context.term() + 1;
      return mine ? record(from, reply.granted(), nowNanos) : Candidate.this;
    }

    @Override
    public RaftRole onVoteReply(VoteReply reply) {
      boolean mine = stage == Stage.VOTE && reply.term() == context.term();
      return mine ? record(from, reply.granted(), nowNanos) : Candidate.this;
    }

    @Override
    public RaftRole onRequestPreVote(RequestPreVote request) {
      boolean granted = ballots.answer(from, request, false);
      if (granted && yields && from.compareTo(context.self) < 0) {
        context.because(from + " stands as well, and goes first");
        return Follower.withoutLeader(context, nowNanos);
      }
      return Candidate.this;
    }

    @Override
    public RaftRole onRequestVote(RequestVote request) {
      return ballots.answer(from, request)
          ? Follower.withoutLeader(context, nowNanos)
          : Candidate.this;
    }

    @Override
    public RaftRole onAppendEntries(AppendEntries request) {
      return fromLeader();
    }

    @Override
    public RaftRole onInstallSnapshot(InstallSnapshot request) {
      return fromLeader();
    }

    /** Another replica leads this term: follow it, and let the follower answer. */
    private RaftRole fromLeader() {
      RaftRole follower = Follower.withoutLeader(context, nowNanos);
      RaftRole next = follower.onMessage(from, incarnation, message, nowNanos);
      return message.term() == context.term() ? next : Candidate.this;
    }

    @Override
    public RaftRole onTimeoutNow(TimeoutNow request) {
      boolean preVoting = stage == Stage.PRE_VOTE && request.term() == context.term();
      return preVoting ? onTransfer(context, nowNanos) : Candidate.this;
    }

    @Override
    public RaftRole onAppendAccepted(AppendAccepted reply) {
      return Candidate.this;
    }

    @Override
    public RaftRole onAppendRejected(AppendRejected reply) {
      return Candidate.this;
    }

    @Override
    public RaftRole onSnapshotChunkAccepted(SnapshotChunkAccepted reply) {
      return Candidate.this;
    }
  }
}
