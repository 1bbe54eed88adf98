package io.troupe.actors.node;

import static io.troupe.actors.Codec.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.actors.ReplicatedGroup;
import io.troupe.actors.SnapshotWriter;
import io.troupe.actors.StateMachine;
import io.troupe.protocols.LogPosition;
import java.io.InputStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MachineActorTest {
  private static final LogPosition FIRST = new LogPosition(5, 1);
  private static final LogPosition SECOND = new LogPosition(9, 2);

  private final ActorTestKit kit = ActorTestKit.create();
  private final TestProbe<ReplicaCommand> replica = kit.createTestProbe(ReplicaCommand.class);
  private final TestProbe<SnapshotCommand> snapshots = kit.createTestProbe(SnapshotCommand.class);
  private final ActorRef<MachineCommand> machine =
      kit.spawn(
          MachineActor.create(
              ReplicatedGroup.of("ledger", Stateless::new, utf8(), utf8(), utf8()),
              replica.getRef(),
              snapshots.getRef()));

  @AfterEach
  void shutDown() {
    kit.shutdownTestKit();
  }

  @Test
  void a_machine_that_lags_behind_two_snapshots_restores_the_first_before_it_is_deleted() {
    machine.tell(new MachineCommand.Restore(FIRST));
    machine.tell(new MachineCommand.Restore(SECOND));
    machine.tell(new MachineCommand.PruneSnapshots(SECOND.index()));

    assertThat(restoring()).isEqualTo(FIRST);
    machine.tell(new MachineCommand.Restored(FIRST));
    assertThat(restoring()).isEqualTo(SECOND);
    machine.tell(new MachineCommand.Restored(SECOND));
    snapshots.expectMessage(new SnapshotCommand.Prune(SECOND.index()));
  }

  private LogPosition restoring() {
    return snapshots.expectMessageClass(SnapshotCommand.Restore.class).position();
  }

  private static final class Stateless implements StateMachine<String, String, String> {
    @Override
    public String apply(String command, long index) {
      return command;
    }

    @Override
    public String query(String query) {
      return query;
    }

    @Override
    public SnapshotWriter snapshot() {
      return out -> {};
    }

    @Override
    public void restore(InputStream snapshot) {}
  }
}
