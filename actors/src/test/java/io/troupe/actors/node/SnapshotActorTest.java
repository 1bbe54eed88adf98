package io.troupe.actors.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.troupe.protocols.GroupId;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.Output;
import io.troupe.protocols.raft.RaftInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotActorTest {
  private static final NodeId PEER = new NodeId("peer");
  private static final LogPosition POSITION = new LogPosition(5, 2);

  private final ActorTestKit kit = ActorTestKit.create(ConfigFactory.load());
  private final TestProbe<ReplicaCommand> replica = kit.createTestProbe(ReplicaCommand.class);

  @TempDir Path directory;

  @AfterEach
  void shutDown() {
    kit.shutdownTestKit();
  }

  @Test
  void a_chunk_of_the_snapshot_is_sent() {
    ActorRef<SnapshotCommand> snapshots = withSnapshot();

    snapshots.tell(wanted());

    ReplicaCommand.ChunkRead read = replica.expectMessageClass(ReplicaCommand.ChunkRead.class);
    assertThat(read.to()).isEqualTo(PEER);
    assertThat(read.message().position()).isEqualTo(POSITION);
  }

  @Test
  void a_snapshot_that_was_damaged_is_unavailable_as_one_that_is_gone() throws IOException {
    ActorRef<SnapshotCommand> snapshots = withSnapshot();
    try (Stream<Path> files = Files.list(directory)) {
      Path file = files.findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(file);
      bytes[3] ^= 1;
      Files.write(file, bytes);
    }

    snapshots.tell(wanted());

    replica.expectMessage(
        new ReplicaCommand.Happened(new RaftInput.SnapshotUnavailable(PEER, POSITION)));
  }

  private ActorRef<SnapshotCommand> withSnapshot() {
    ActorRef<SnapshotCommand> snapshots =
        kit.spawn(
            SnapshotActor.create(
                new SnapshotActor.Setup(new GroupId("ledger"), directory, 1024, replica.getRef())));
    byte[] state = "the state".repeat(10).getBytes(UTF_8);
    snapshots.tell(new SnapshotCommand.Save(POSITION, out -> out.write(state)));
    replica.expectMessage(new ReplicaCommand.Happened(new RaftInput.SnapshotTaken(POSITION)));
    return snapshots;
  }

  private static SnapshotCommand wanted() {
    return new SnapshotCommand.SendChunk(new Output.SendSnapshotChunk(PEER, 2, POSITION, 0, 0));
  }
}
