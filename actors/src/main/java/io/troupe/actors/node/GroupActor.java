package io.troupe.actors.node;

import java.time.Duration;
import org.apache.pekko.actor.DeadLetter;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one group's replica running on this node. After a failure of the journal it starts the
 * replica anew, from the journal, after a {@link RestartPause}; after a failure that would repeat
 * itself it leaves the group stopped and says so once.
 *
 * <p>Who waits for messages that were in the mailbox of the replica or its machine when they
 * stopped is answered here.
 */
final class GroupActor extends AbstractBehavior<GroupCommand> {
  private static final Logger LOG = LoggerFactory.getLogger(GroupActor.class);

  /** There is no more to say than why. */
  private static final class StoppedFromOutside extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** What a group's keeper needs beyond what its replica does. */
  record Setup(ReplicaActor.Setup replica, GroupHandle<?, ?, ?> handle) {}

  private final Setup setup;
  private final TimerScheduler<GroupCommand> timers;
  private ActorRef<ReplicaCommand> replica;
  private final RestartPause pause = new RestartPause();
  private long startedNanos;
  private boolean stopped;
  private final String path;

  private GroupActor(
      ActorContext<GroupCommand> context, TimerScheduler<GroupCommand> timers, Setup setup) {
    super(context);
    this.setup = setup;
    this.timers = timers;
    this.path = context.getSelf().path().toStringWithoutAddress() + "/";
    ActorRef<DeadLetter> undelivered =
        context.messageAdapter(DeadLetter.class, GroupCommand.Undelivered::new);
    context
        .getSystem()
        .eventStream()
        .tell(new EventStream.Subscribe<>(DeadLetter.class, undelivered));
    this.replica = spawnReplica();
  }

  static Behavior<GroupCommand> create(Plan plan, ActorRef<GatewayCommand> gateway) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new GroupActor(context, timers, plan.setup(gateway, context.getSelf()))));
  }

  /** Everything about a group but the actors around it. */
  interface Plan {
    Setup setup(ActorRef<GatewayCommand> gateway, ActorRef<GroupCommand> parent);
  }

  @Override
  public Receive<GroupCommand> createReceive() {
    return newReceiveBuilder()
        .onMessage(GroupCommand.ReplicaFailed.class, this::onReplicaFailed)
        .onMessage(GroupCommand.Early.class, this::onEarly)
        .onMessage(GroupCommand.Stop.class, this::onStop)
        .onMessage(GroupCommand.StartReplica.class, start -> startReplica())
        .onMessage(GroupCommand.Undelivered.class, this::onUndelivered)
        .onSignal(Terminated.class, terminated -> onReplicaStopped())
        .build();
  }

  private Behavior<GroupCommand> startReplica() {
    replica = spawnReplica();
    return this;
  }

  private ActorRef<ReplicaCommand> spawnReplica() {
    ActorRef<ReplicaCommand> started =
        getContext().spawn(ReplicaActor.create(setup.replica()), "replica", Node.DISPATCHER);
    getContext().watch(started);
    startedNanos = setup.replica().surroundings().nanoTime();
    setup.handle().replicaStarted(started);
    return started;
  }

  /** If the replica has stopped again already, the request comes back as undelivered. */
  private Behavior<GroupCommand> onEarly(GroupCommand.Early early) {
    replica.tell(early.command());
    return this;
  }

  private Behavior<GroupCommand> onReplicaFailed(GroupCommand.ReplicaFailed message) {
    ReplicaCommand.Failed failure = message.failure();
    stopped = failure.isFinal();
    if (stopped) {
      String what =
          "group "
              + setup.replica().group().id()
              + " stops on node "
              + setup.replica().self()
              + ": "
              + failure.what()
              + because(failure.cause());
      LOG.error("{}. Nothing is lost; mend the cause and restart the node.", what, failure.cause());
      setup.handle().failed(what, failure.cause());
    } else {
      LOG.error(
          "group {}: {}; the replica starts again from its journal after a pause",
          setup.replica().group().id(),
          failure.what(),
          failure.cause());
    }
    return this;
  }

  private static String because(Throwable cause) {
    return cause instanceof StoppedFromOutside ? "" : " (" + cause + ")";
  }

  private Behavior<GroupCommand> onStop(GroupCommand.Stop stop) {
    if (!stopped) {
      onReplicaFailed(
          new GroupCommand.ReplicaFailed(
              new ReplicaCommand.Failed(stop.why(), new StoppedFromOutside(), true)));
      timers.cancelAll();
      getContext().stop(replica);
    }
    return this;
  }

  private Behavior<GroupCommand> onReplicaStopped() {
    setup.handle().replicaStopped();
    if (!stopped) {
      Duration wait =
          pause.after(Duration.ofNanos(setup.replica().surroundings().nanoTime() - startedNanos));
      LOG.info(
          "group {}: the replica starts again in {} s",
          setup.replica().group().id(),
          wait.toSeconds());
      timers.startSingleTimer(new GroupCommand.StartReplica(), wait);
    }
    return this;
  }

  private Behavior<GroupCommand> onUndelivered(GroupCommand.Undelivered message) {
    DeadLetter letter = message.letter();
    if (letter.recipient().path().toStringWithoutAddress().startsWith(path)) {
      if (letter.message() instanceof ReplicaCommand command) {
        command.giveUp("the replica stopped");
      } else if (letter.message() instanceof MachineCommand command) {
        command.giveUp("the replica stopped");
      }
    }
    return this;
  }
}
