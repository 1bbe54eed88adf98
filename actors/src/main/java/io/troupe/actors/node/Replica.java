package io.troupe.actors.node;

import io.troupe.actors.Codec;
import io.troupe.actors.GroupStatus;
import io.troupe.actors.Outcome.Reason;
import io.troupe.actors.spi.Surroundings;
import io.troupe.actors.wire.RaftItem;
import io.troupe.protocols.GroupId;
import io.troupe.protocols.Membership;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.LogEvent;
import io.troupe.protocols.raft.LogEvent.LogCompacted;
import io.troupe.protocols.raft.LogEvent.SnapshotInstalled;
import io.troupe.protocols.raft.Output;
import io.troupe.protocols.raft.RaftInput;
import io.troupe.protocols.raft.RaftReplica;
import io.troupe.protocols.raft.RoleKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the behaviors of one replica share: the protocol, and the carrying out of its outputs.
 * Belongs to the replica actor.
 */
final class Replica {
  private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

  /** The actors that a replica works with, and who it is. */
  record Setup(
      GroupId group,
      NodeId self,
      Membership membership,
      ReplicaSettings settings,
      Codec<Object> queries,
      Codec<Object> replies,
      Surroundings surroundings,
      ActorRef<GatewayCommand> gateway,
      ActorRef<LogCommand> log,
      ActorRef<MachineCommand> machine,
      ActorRef<SnapshotCommand> snapshots,
      TimerScheduler<ReplicaCommand> timers,
      ActorRef<GroupCommand> parent) {}

  /** What happens to the answers to proposals and reads, which only a leader makes. */
  interface LeaderOutputs {
    void onProposalAppended(Output.ProposalAppended output);

    void onProposalRefused(Output.ProposalRefused output);

    void onReadReady(Output.ReadReady output);

    void onReadRefused(Output.ReadRefused output);
  }

  final Setup setup;
  final Forwarding forwarding;
  final PendingFrames pendingFrames = new PendingFrames();

  private final RaftReplica raft;
  private final Outputs outputs = new Outputs();
  private final ArrayDeque<Compaction> compactions = new ArrayDeque<>();
  private Optional<LeaderOutputs> leaderOutputs = Optional.empty();
  private long writesIssued;
  private long writesPersisted;
  private boolean timerSet;
  private long timerDueNanos;

  Replica(Setup setup, Forwarding forwarding, RaftReplica raft) {
    this.setup = setup;
    this.forwarding = forwarding;
    this.raft = raft;
  }

  void start(long incarnation) {
    long now = now();
    carryOut(raft.start(incarnation, now));
    setTimer(now);
  }

  /** Gives the protocol an input and carries out what comes of it. */
  void step(RaftInput input) {
    long now = now();
    List<Output> todo = raft.on(input, now);
    setup.surroundings().stepped(setup.group(), setup.self(), input, todo);
    carryOut(todo);
    setTimer(now);
  }

  void persisted(long write) {
    writesPersisted = Math.max(writesPersisted, write);
    while (!compactions.isEmpty() && compactions.element().write <= write) {
      setup.machine().tell(new MachineCommand.PruneSnapshots(compactions.remove().index));
    }
    step(new RaftInput.Persisted(write));
  }

  private long now() {
    return setup.surroundings().nanoTime();
  }

  /** Time may have come for the protocol or for waiting requests. */
  void tick() {
    timerSet = false;
    long now = now();
    forwarding.expire(now);
    pendingFrames.expire(
        now - setup.settings().requestTimeoutNanos(), "not committed in time; it still may be");
    step(new RaftInput.Tick());
  }

  RoleKind role() {
    return raft.role();
  }

  Optional<NodeId> leader() {
    return raft.leader();
  }

  long incarnation() {
    return raft.incarnation();
  }

  /** Own journal writes that are not confirmed. */
  long writesInFlight() {
    return writesIssued - writesPersisted;
  }

  void leaderOutputsTo(LeaderOutputs target) {
    leaderOutputs = Optional.of(target);
  }

  void noLeaderOutputs() {
    leaderOutputs = Optional.empty();
  }

  GroupStatus status() {
    return new GroupStatus(
        setup.group(),
        setup.self(),
        raft.role(),
        raft.term(),
        raft.leader(),
        raft.commitIndex(),
        raft.log().last().index(),
        raft.log().snapshot().index(),
        setup.membership().voters());
  }

  /** The replica stops: everyone who waits is answered. */
  void stop() {
    pendingFrames.giveUp("the replica stopped");
    forwarding.stop();
  }

  private void carryOut(List<Output> todo) {
    for (Output output : todo) {
      output.accept(outputs);
    }
  }

  /** A request that another node forwarded, as if it had been asked here. */
  Request received(ReplicaCommand.ForwardedWrite write) {
    return new Request.Write(write.command(), remoteReply(write.from(), write.requestId()), now());
  }

  /** The same for a read; if its query cannot be decoded, it is answered here. */
  Optional<Request> received(ReplicaCommand.ForwardedRead read) {
    RemoteReply replyTo = remoteReply(read.from(), read.requestId());
    try {
      Object query = setup.queries().decode(read.query().asReadOnlyBuffer());
      return Optional.of(new Request.Read(query, replyTo, now()));
    } catch (RuntimeException malformed) {
      LOG.error("group {}: a query of {} cannot be decoded", setup.group(), read.from(), malformed);
      replyTo.unknown(setup.self() + " cannot decode the query: " + malformed);
      return Optional.empty();
    }
  }

  /** Keeps a request until there is a leader, or until its time is over. */
  void hold(Request request) {
    if (request.replyTo() instanceof RemoteReply remote) {
      // The node that was asked holds it: a request is forwarded once, never in a circle.
      remote.rejected(Reason.NO_LEADER, setup.self() + " does not lead", raft.leader());
    } else {
      forwarding.hold(request);
      setTimer(now());
    }
  }

  /** Gives a request to the leader, if this node was asked. */
  void forward(Request request, NodeId leader) {
    if (request.replyTo() instanceof RemoteReply) {
      hold(request);
    } else {
      forwarding.forward(request, leader);
    }
  }

  void send(ReplicaCommand.ChunkRead chunk) {
    setup
        .gateway()
        .tell(
            new GatewayCommand.Send(
                chunk.to(), new RaftItem(setup.group(), raft.incarnation(), chunk.message())));
  }

  void readLocally(ReplicaCommand.LocalRead read) {
    setup
        .machine()
        .tell(
            new MachineCommand.Query(
                List.of(new MachineCommand.Question(read.query(), read.replyTo()))));
  }

  private RemoteReply remoteReply(NodeId to, long requestId) {
    return new RemoteReply(setup.gateway(), to, setup.group(), requestId, setup.replies());
  }

  /** One timer, set anew only when it is needed earlier: deadlines mostly move away. */
  private void setTimer(long nowNanos) {
    long due = raft.wakeAtNanos();
    if (forwarding.hasHeld()) {
      due = Math.min(due, nowNanos + setup.settings().raft().heartbeatIntervalNanos());
    }
    if (timerSet && timerDueNanos - due <= 0) {
      return;
    }
    timerSet = true;
    timerDueNanos = due;
    long millis = Math.max(1, (due - nowNanos + 999_999) / 1_000_000);
    setup.timers().startSingleTimer(new ReplicaCommand.Tick(), Duration.ofMillis(millis));
  }

  private record Compaction(long write, long index) {}

  private final class Outputs implements Output.Handler {
    @Override
    public void onPersist(Output.Persist output) {
      writesIssued = output.write();
      for (LogEvent event : output.events()) {
        if (event instanceof LogCompacted compacted) {
          compactions.add(new Compaction(output.write(), compacted.snapshot().index()));
        } else if (event instanceof SnapshotInstalled installed) {
          compactions.add(new Compaction(output.write(), installed.snapshot().index()));
        }
      }
      setup.log().tell(new LogCommand.Append(output.write(), output.events()));
    }

    @Override
    public void onSend(Output.Send output) {
      setup
          .gateway()
          .tell(
              new GatewayCommand.Send(
                  output.to(), new RaftItem(setup.group(), raft.incarnation(), output.message())));
    }

    @Override
    public void onSendSnapshotChunk(Output.SendSnapshotChunk output) {
      setup.snapshots().tell(new SnapshotCommand.SendChunk(output));
    }

    @Override
    public void onApply(Output.Apply output) {
      setup
          .machine()
          .tell(new MachineCommand.Apply(output.frames(), pendingFrames.take(output.frames())));
    }

    @Override
    public void onRestoreSnapshot(Output.RestoreSnapshot output) {
      setup.machine().tell(new MachineCommand.Restore(output.position()));
    }

    @Override
    public void onTakeSnapshot(Output.TakeSnapshot output) {
      setup.machine().tell(new MachineCommand.TakeSnapshot(output.position()));
    }

    @Override
    public void onStoreSnapshotChunk(Output.StoreSnapshotChunk output) {
      setup.snapshots().tell(new SnapshotCommand.StoreChunk(output));
    }

    @Override
    public void onProposalAppended(Output.ProposalAppended output) {
      leaderOutputs.orElseThrow().onProposalAppended(output);
    }

    @Override
    public void onProposalRefused(Output.ProposalRefused output) {
      leaderOutputs.orElseThrow().onProposalRefused(output);
    }

    @Override
    public void onReadReady(Output.ReadReady output) {
      leaderOutputs.orElseThrow().onReadReady(output);
    }

    @Override
    public void onReadRefused(Output.ReadRefused output) {
      leaderOutputs.orElseThrow().onReadRefused(output);
    }

    @Override
    public void onRoleChanged(Output.RoleChanged output) {
      LOG.info(
          "node {} group {} term {}: {}{}, {}",
          setup.self(),
          setup.group(),
          output.term(),
          output.role().name().toLowerCase(Locale.ROOT),
          output.leader().map(leader -> " of " + leader).orElse(""),
          output.why());
      output.leader().ifPresent(forwarding::onLeader);
      if (output.role() != RoleKind.LEADER) {
        pendingFrames.giveUp("leadership was lost before the command was committed");
        output.leader().ifPresent(forwarding::forwardHeld);
      }
    }
  }
}
