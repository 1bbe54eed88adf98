package io.troupe.protocols.raft;

import io.troupe.protocols.LogPosition;
import io.troupe.protocols.Membership;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.LogEvent.Started;
import io.troupe.protocols.raft.LogEvent.TermStarted;
import io.troupe.protocols.raft.RaftMessage.RequestPreVote;
import io.troupe.protocols.raft.RaftMessage.RequestVote;
import io.troupe.protocols.raft.Refusal.NotLeader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One replica of a Raft group: an input and the current time go in; what to persist, send and apply
 * comes out. Deterministic: the same state, inputs, times and random draws give the same outputs.
 *
 * <p>The shell's duties are to carry out all outputs in order, to give {@link RaftInput.Persisted}
 * for every write that became durable and never for another, to give {@link RaftInput.Tick} by
 * {@link #wakeAtNanos}, and to build the replica anew from the journal after any failure to
 * persist. Time is any monotonic nanosecond clock that does not overflow while the replica lives;
 * it may begin anywhere and stand still.
 *
 * <p>Not thread-safe. A method that throws leaves the replica unusable: an invariant is broken.
 */
public final class RaftReplica {
  private final RaftContext context;
  private final Map<NodeId, Long> incarnations = new HashMap<>();
  private RaftRole role;
  private Output.RoleChanged announced;

  /**
   * A replica as its journal left it.
   *
   * @param state the fold of the journal's events; a fresh one for a replica that never ran
   * @throws IllegalArgumentException if {@code self} is not a voter
   * @throws IllegalStateException if the journal lacks its beginning
   */
  public RaftReplica(
      RaftSettings settings,
      NodeId self,
      Membership membership,
      PersistentState state,
      RandomGenerator random) {
    if (!membership.contains(self)) {
      throw new IllegalArgumentException(self + " is not among the voters " + membership.voters());
    }
    RaftLog log = state.log();
    if (log.start().index() > log.snapshot().index()) {
      throw new IllegalStateException(
          "the journal begins after index " + log.start().index() + " without a snapshot for it");
    }
    this.context = new RaftContext(settings, self, membership, state, random);
    this.role = Follower.withoutLeader(context, 0);
    this.announced = announcement();
  }

  /**
   * Starts this life; to be called once, first.
   *
   * @param incarnation larger than in any earlier life of this replica, even on another disk
   */
  public List<Output> start(long incarnation, long nowNanos) {
    context.outbox.persist(new Started(incarnation));
    role = Follower.withoutLeader(context, nowNanos);
    announced = announcement();
    LogPosition snapshot = context.log().snapshot();
    if (snapshot.index() > 0) {
      context.outbox.emit(new Output.RestoreSnapshot(snapshot));
    }
    context.outbox.emit(announced);
    return context.outbox.drain(nowNanos);
  }

  /** Takes one input; returns what the shell must do, in order. */
  public List<Output> on(RaftInput input, long nowNanos) {
    input.accept(new Inputs(nowNanos));
    Output.RoleChanged now = announcement();
    boolean changed =
        now.role() != announced.role()
            || now.term() != announced.term()
            || !now.leader().equals(announced.leader());
    if (changed) {
      announced = now;
      context.outbox.emit(now);
    }
    return context.outbox.drain(nowNanos);
  }

  /** By when the next {@link RaftInput.Tick} is due. */
  public long wakeAtNanos() {
    return role.wakeAtNanos();
  }

  public RoleKind role() {
    return role.kind();
  }

  public long term() {
    return context.term();
  }

  /** The leader of the current term, if known. */
  public Optional<NodeId> leader() {
    return role.leader();
  }

  /** Everything up to here is committed and was handed out to be applied. */
  public long commitIndex() {
    return context.commitIndex();
  }

  public long incarnation() {
    return context.state.incarnation();
  }

  /** The log, for looking at. */
  public RaftLog log() {
    return context.log();
  }

  private Output.RoleChanged announcement() {
    return new Output.RoleChanged(role.kind(), context.term(), role.leader(), context.why());
  }

  private void become(RaftRole next) {
    if (next != role && role instanceof Leader leader) {
      leader.resign();
    }
    role = next;
  }

  private final class Inputs implements RaftInput.Handler {
    private final long nowNanos;

    private Inputs(long nowNanos) {
      this.nowNanos = nowNanos;
    }

    @Override
    public void onTick(RaftInput.Tick input) {
      become(role.onTick(nowNanos));
    }

    @Override
    public void onReceived(RaftInput.Received input) {
      NodeId from = input.from();
      boolean known = context.membership.contains(from) && !from.equals(context.self);
      if (!known || input.incarnation() < incarnations.getOrDefault(from, 0L)) {
        return;
      }
      incarnations.put(from, input.incarnation());
      RaftMessage message = input.message();
      if (message.term() > context.term() && !(message instanceof RequestPreVote)) {
        if (message instanceof RequestVote request && holdsBack(request)) {
          return;
        }
        adopt(message.term(), from);
      }
      become(role.onMessage(from, input.incarnation(), message, nowNanos));
    }

    /** A live leader is not deposed for a node that cannot hear it (diss. §4.2.3). */
    private boolean holdsBack(RequestVote request) {
      return !request.transfer() && role.hearsLeader(nowNanos);
    }

    private void adopt(long term, NodeId from) {
      context.because("a larger term was seen at " + from);
      context.outbox.persist(new TermStarted(term));
      become(Follower.withoutLeader(context, nowNanos));
    }

    @Override
    public void onPersisted(RaftInput.Persisted input) {
      context.outbox.persisted(input.write());
      become(role.onDurable(nowNanos));
    }

    @Override
    public void onPropose(RaftInput.Propose input) {
      if (role instanceof Leader leader) {
        leader.propose(input, nowNanos);
      } else {
        context.outbox.emit(new Output.ProposalRefused(input.id(), new NotLeader(role.leader())));
      }
    }

    @Override
    public void onRead(RaftInput.Read input) {
      if (role instanceof Leader leader) {
        leader.read(input.id(), nowNanos);
      } else {
        context.outbox.emit(
            new Output.ReadRefused(List.of(input.id()), new NotLeader(role.leader())));
      }
    }

    @Override
    public void onSnapshotTaken(RaftInput.SnapshotTaken input) {
      context.snapshotTaken(input.position());
    }

    @Override
    public void onSnapshotFailed(RaftInput.SnapshotFailed input) {
      context.snapshotFailed(nowNanos);
    }

    @Override
    public void onSnapshotChunkStored(RaftInput.SnapshotChunkStored input) {
      if (role instanceof Follower follower) {
        follower.onSnapshotChunkStored(input.position(), input.nextOffset(), input.complete());
      }
    }

    @Override
    public void onSnapshotUnavailable(RaftInput.SnapshotUnavailable input) {
      if (role instanceof Leader leader) {
        leader.onSnapshotUnavailable(input.to(), input.position(), nowNanos);
      }
    }

    @Override
    public void onTransferLeadership(RaftInput.TransferLeadership input) {
      if (role instanceof Leader leader) {
        leader.transferLeadership(input.target(), nowNanos);
      }
    }

    @Override
    public void onPeerUnreachable(RaftInput.PeerUnreachable input) {
      if (context.peers.contains(input.node())) {
        become(role.onPeerUnreachable(input.node(), nowNanos));
      }
    }
  }
}
