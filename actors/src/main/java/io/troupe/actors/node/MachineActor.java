package io.troupe.actors.node;

import io.troupe.actors.Codec;
import io.troupe.actors.ReplicatedGroup;
import io.troupe.actors.StateMachine;
import io.troupe.protocols.Frame;
import io.troupe.protocols.GroupId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.StashBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hosts a group's state machine: applies committed frames in order, answers queries, freezes and
 * restores the state, and replies to clients directly.
 *
 * <p>If the machine throws on a command, the group stops on this node: the command is committed, so
 * skipping it would make this replica differ from the others. A query that throws changed nothing:
 * only its asker is told, or else one bad query would stop one leader after the other.
 *
 * <p>Those who wait for what is not carried out any more are told that it is unknown.
 */
final class MachineActor<C, Q, R> {
  /** Messages held while a snapshot is restored; the leader's windows keep it far below. */
  private static final int MAX_STASHED = 1_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(MachineActor.class);

  private static final String STOPPED = "the state machine's host stopped";

  private final GroupId group;
  private final StateMachine<C, Q, R> machine;
  private final Codec<C> commands;
  private final ActorRef<ReplicaCommand> replica;
  private final ActorRef<SnapshotCommand> snapshots;
  private final ActorContext<MachineCommand> context;
  private final StashBuffer<MachineCommand> stash;
  private long applied;

  private MachineActor(
      ReplicatedGroup<C, Q, R> group,
      ActorRef<ReplicaCommand> replica,
      ActorRef<SnapshotCommand> snapshots,
      ActorContext<MachineCommand> context,
      StashBuffer<MachineCommand> stash) {
    this.group = group.id();
    this.machine = group.machine().get();
    this.commands = group.commands();
    this.replica = replica;
    this.snapshots = snapshots;
    this.context = context;
    this.stash = stash;
  }

  static <C, Q, R> Behavior<MachineCommand> create(
      ReplicatedGroup<C, Q, R> group,
      ActorRef<ReplicaCommand> replica,
      ActorRef<SnapshotCommand> snapshots) {
    return Behaviors.setup(
        context ->
            Behaviors.withStash(
                MAX_STASHED,
                stash -> new MachineActor<>(group, replica, snapshots, context, stash).applying()));
  }

  private Behavior<MachineCommand> applying() {
    return Behaviors.receive(MachineCommand.class)
        .onMessage(MachineCommand.Apply.class, this::onApply)
        .onMessage(MachineCommand.Query.class, this::onQuery)
        .onMessage(MachineCommand.TakeSnapshot.class, this::onTakeSnapshot)
        .onMessage(MachineCommand.Restore.class, this::onRestore)
        .onMessage(MachineCommand.PruneSnapshots.class, this::onPruneSnapshots)
        .build();
  }

  private Behavior<MachineCommand> restoring() {
    return Behaviors.receive(MachineCommand.class)
        .onMessage(
            MachineCommand.Restored.class,
            restored -> {
              applied = restored.position().index();
              return stash.unstashAll(applying());
            })
        .onMessage(
            MachineCommand.RestoreFailed.class,
            failed ->
                stash.unstashAll(
                    fail("restoring the snapshot at " + failed.position(), failed.cause())))
        .onAnyMessage(
            other -> {
              stash.stash(other);
              return Behaviors.same();
            })
        .onSignal(
            PostStop.class,
            stop -> {
              stash.forEach(waiting -> waiting.giveUp(STOPPED));
              return Behaviors.same();
            })
        .build();
  }

  /** Until the replica, which was told, stops this actor. */
  private Behavior<MachineCommand> failed() {
    return Behaviors.receive(MachineCommand.class)
        .onAnyMessage(
            late -> {
              late.giveUp(STOPPED);
              return Behaviors.same();
            })
        .build();
  }

  private Behavior<MachineCommand> onApply(MachineCommand.Apply message) {
    int next = 0;
    for (Frame frame : message.frames()) {
      List<Request.Write> waiting = List.of();
      if (next < message.waiting().size()
          && message.waiting().get(next).firstIndex() == frame.firstIndex()) {
        waiting = message.waiting().get(next).requests();
        next++;
      }
      if (frame.firstIndex() != applied + 1) {
        message.giveUpAfter(applied, STOPPED);
        return fail("I8: " + frame + " after " + applied, new IllegalStateException("gap"));
      }
      try {
        apply(frame, waiting);
      } catch (RuntimeException | Error thrown) {
        message.giveUpAfter(applied, "the state machine failed at index " + (applied + 1));
        return fail("applying index " + (applied + 1), thrown);
      }
    }
    return Behaviors.same();
  }

  private void apply(Frame frame, List<Request.Write> waiting) {
    if (frame.kind() == Frame.Kind.NO_OP) {
      applied = frame.lastIndex();
      return;
    }
    ByteBuffer bytes = frame.commands().asReadOnlyBuffer();
    for (int i = 0; i < frame.count(); i++) {
      R reply = machine.apply(commands.decode(CommandBatch.next(bytes)), applied + 1);
      applied++;
      if (!waiting.isEmpty()) {
        waiting.get(i).replyTo().committed(reply, applied);
      }
    }
  }

  private Behavior<MachineCommand> onQuery(MachineCommand.Query message) {
    message.questions().forEach(this::answer);
    return Behaviors.same();
  }

  private void answer(MachineCommand.Question question) {
    R reply;
    try {
      @SuppressWarnings("unchecked") // the group's own handle or codec made it
      Q query = (Q) question.query();
      reply = machine.query(query);
    } catch (RuntimeException thrown) {
      LOG.warn("group {}: the state machine threw on a query at index {}", group, applied, thrown);
      question.replyTo().unknown("the state machine threw on this query: " + thrown);
      return;
    }
    question.replyTo().committed(reply, applied);
  }

  private Behavior<MachineCommand> onTakeSnapshot(MachineCommand.TakeSnapshot message) {
    try {
      snapshots.tell(new SnapshotCommand.Save(message.position(), machine.snapshot()));
    } catch (RuntimeException | Error thrown) {
      return fail("freezing the state at index " + applied, thrown);
    }
    return Behaviors.same();
  }

  private Behavior<MachineCommand> onRestore(MachineCommand.Restore message) {
    snapshots.tell(new SnapshotCommand.Restore(message.position(), machine, context.getSelf()));
    return restoring();
  }

  private Behavior<MachineCommand> onPruneSnapshots(MachineCommand.PruneSnapshots message) {
    snapshots.tell(new SnapshotCommand.Prune(message.index()));
    return Behaviors.same();
  }

  private Behavior<MachineCommand> fail(String doing, Throwable thrown) {
    String who = thrown instanceof IOException ? "the replica" : "the state machine";
    replica.tell(new ReplicaCommand.Failed(who + " failed " + doing, thrown, true));
    return failed();
  }
}
