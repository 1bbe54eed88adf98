package io.troupe.actors.node;

import io.troupe.actors.Codec;
import io.troupe.actors.ReplicatedGroup;
import io.troupe.actors.spi.Surroundings;
import io.troupe.protocols.Membership;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.RaftReplica;
import java.nio.file.Path;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.StashBuffer;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One replica of a Raft group. Waits until its log is read back, then follows, stands for election
 * or leads. Its log, machine and snapshots are its children and end with it.
 */
final class ReplicaActor {
  private static final Logger LOG = LoggerFactory.getLogger(ReplicaActor.class);

  /** What a replica needs to know of its node and its group. */
  record Setup(
      ReplicatedGroup<Object, Object, Object> group,
      NodeId self,
      Membership membership,
      ReplicaSettings settings,
      LogActor.JournalPlugin journal,
      Path snapshotDirectory,
      Surroundings surroundings,
      ActorRef<GatewayCommand> gateway,
      ActorRef<GroupCommand> parent) {}

  private ReplicaActor() {}

  static Behavior<ReplicaCommand> create(Setup setup) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    Behaviors.withStash(
                        setup.settings().maxPendingCommands() + 1024,
                        stash -> {
                          Replica.Setup parts = spawnParts(context, timers, setup);
                          return recovering(context, stash, setup, parts);
                        })));
  }

  /** Stops this replica because a part of it cannot go on. */
  static Behavior<ReplicaCommand> failed(Replica replica, ReplicaCommand.Failed failure) {
    replica.stop();
    replica.setup.parent().tell(new GroupCommand.ReplicaFailed(failure));
    return Behaviors.stopped();
  }

  private static Behavior<ReplicaCommand> recovering(
      ActorContext<ReplicaCommand> context,
      StashBuffer<ReplicaCommand> stash,
      Setup setup,
      Replica.Setup parts) {
    return Behaviors.receive(ReplicaCommand.class)
        .onMessage(
            ReplicaCommand.LogRecovered.class,
            recovered -> {
              RaftReplica raft =
                  new RaftReplica(
                      setup.settings().raft(),
                      setup.self(),
                      setup.membership(),
                      recovered.state(),
                      setup.surroundings().newRandom());
              long incarnation =
                  Math.max(
                      recovered.state().incarnation() + 1,
                      setup.surroundings().currentTimeMillis());
              Forwarding forwarding =
                  new Forwarding(
                      setup.group().id(),
                      parts.queries(),
                      parts.gateway(),
                      setup.settings().maxCommandBytes(),
                      setup.settings().requestTimeoutNanos(),
                      incarnation << 20);
              Replica replica = new Replica(parts, forwarding, raft);
              replica.start(incarnation);
              return stash.unstashAll(ReplicaBehavior.of(context, replica));
            })
        .onMessage(
            ReplicaCommand.Failed.class,
            failure -> {
              giveUp(stash);
              setup.parent().tell(new GroupCommand.ReplicaFailed(failure));
              return Behaviors.stopped();
            })
        .onMessage(ReplicaCommand.FromPeer.class, lost -> Behaviors.same())
        .onAnyMessage(
            early -> {
              if (stash.isFull()) {
                LOG.warn("group {}: too much to do while recovering", setup.group().id());
                early.giveUp("the replica is still reading its log");
              } else {
                stash.stash(early);
              }
              return Behaviors.same();
            })
        .onSignal(
            PostStop.class,
            stop -> {
              giveUp(stash);
              return Behaviors.same();
            })
        .build();
  }

  private static void giveUp(StashBuffer<ReplicaCommand> stash) {
    stash.forEach(early -> early.giveUp("the replica stopped before it had read its log"));
    stash.clear();
  }

  /** A part that stops of itself says why before; this is for one that could not. */
  private static ReplicaCommand stopped(String part) {
    return new ReplicaCommand.Failed(
        part + " stopped", new IllegalStateException("see the error logged before"), false);
  }

  private static Replica.Setup spawnParts(
      ActorContext<ReplicaCommand> context, TimerScheduler<ReplicaCommand> timers, Setup setup) {
    ActorRef<ReplicaCommand> self = context.getSelf();
    setup.gateway().tell(new GatewayCommand.Register(setup.group().id(), self));
    String persistenceId = "troupe-" + setup.group().id() + "-" + setup.self();
    ActorRef<LogCommand> log =
        Adapter.toTyped(
            Adapter.actorOf(context, LogActor.props(persistenceId, setup.journal(), self), "log"));
    ActorRef<SnapshotCommand> snapshots =
        context.spawn(
            SnapshotActor.create(
                new SnapshotActor.Setup(
                    setup.group().id(),
                    setup.snapshotDirectory(),
                    setup.settings().snapshotChunkBytes(),
                    self)),
            "snapshots",
            DispatcherSelector.blocking());
    ActorRef<MachineCommand> machine =
        context.spawn(
            MachineActor.create(setup.group(), self, snapshots), "machine", Node.DISPATCHER);
    context.watchWith(log, stopped("the log"));
    context.watchWith(snapshots, stopped("the keeper of snapshots"));
    context.watchWith(machine, stopped("the state machine's host"));
    Codec<Object> queries = setup.group().queries();
    return new Replica.Setup(
        setup.group().id(),
        setup.self(),
        setup.membership(),
        setup.settings(),
        queries,
        setup.group().replies(),
        setup.surroundings(),
        setup.gateway(),
        log,
        machine,
        snapshots,
        timers,
        setup.parent());
  }
}
