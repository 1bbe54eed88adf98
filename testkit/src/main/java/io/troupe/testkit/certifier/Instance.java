package io.troupe.testkit.certifier;

import io.troupe.actors.SnapshotWriter;
import io.troupe.actors.StateMachine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One state machine under test, treated as a node treats it: it gets to see decoded values. */
final class Instance<C, Q, R> {
  private final Subject<C, Q, R> subject;
  private final StateMachine<C, Q, R> machine;

  Instance(Subject<C, Q, R> subject, StateMachine<C, Q, R> machine) {
    this.subject = subject;
    this.machine = machine;
  }

  R apply(int steps, Step<C, Q> step) {
    C command = subject.commands().carried(steps, step.command());
    @Nullable R reply;
    try {
      reply = machine.apply(command, step.index());
    } catch (RuntimeException | Error thrown) {
      throw new Finding(Law.COMMANDS_DO_NOT_THROW, steps, "apply threw " + thrown, thrown);
    }
    if (reply == null) {
      throw new Finding(Law.COMMANDS_DO_NOT_THROW, steps, "apply returned null");
    }
    return reply;
  }

  /** What a query is answered; if it throws, who asked is told so and nobody else. */
  Answer ask(int steps, Q query) {
    Q carried = subject.queries().carried(steps, query);
    R reply;
    try {
      reply = machine.query(carried);
    } catch (RuntimeException thrown) {
      return new Answer.Threw(thrown.getClass().getName());
    }
    subject.replies().roundTrip(steps, reply);
    return new Answer.Reply(reply);
  }

  /** Freezes the state; it is written when the result is asked to. */
  Frozen freeze(int steps) {
    SnapshotWriter writer;
    try {
      writer = machine.snapshot();
    } catch (RuntimeException | Error thrown) {
      throw new Finding(Law.SNAPSHOTS_CAN_BE_WRITTEN, steps, "snapshot threw " + thrown, thrown);
    }
    return () -> {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try {
        writer.writeTo(out);
      } catch (IOException | RuntimeException | Error thrown) {
        throw new Finding(
            Law.SNAPSHOTS_CAN_BE_WRITTEN, steps, "writing a snapshot threw " + thrown, thrown);
      }
      return Snapshot.of(out.toByteArray(), subject.meaning());
    };
  }

  Snapshot snapshot(int steps) {
    return freeze(steps).write();
  }

  void restore(Law law, int steps, Snapshot snapshot) {
    try {
      machine.restore(new SmallReads(snapshot.bytes().sharedArray()));
    } catch (IOException | RuntimeException | Error thrown) {
      throw new Finding(law, steps, "restore threw " + thrown, thrown);
    }
  }

  /** A state that was frozen. */
  interface Frozen {
    Snapshot write();
  }
}
