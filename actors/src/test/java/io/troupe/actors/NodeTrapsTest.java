package io.troupe.actors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bugs that real systems had, by the names of docs/traps.md: those that one node can show. */
class NodeTrapsTest {
  @TempDir Path directory;

  /**
   * The state and the index that it stands for are saved as one: were they not, a restart would
   * apply a command again, or leave one out. Each life ends at another distance from its snapshots.
   */
  @Test
  void r5_r6_no_command_is_applied_twice_or_left_out_by_restarts_amid_snapshots() {
    String tinySnapshots = "troupe.raft { snapshot-after-bytes = 1KiB, retained-bytes = 200 }";
    long expected = 0;

    for (int life = 1; life <= 5; life++) {
      try (TestNode node = new TestNode(directory, tinySnapshots, InOrder.GROUP)) {
        // Asked before the group has started, requests may overtake each other.
        assertThat(node.read("last")).isEqualTo(String.valueOf(expected));
        List<CompletionStage<Outcome<String>>> outcomes = new ArrayList<>();
        for (int i = 0; i < 40 + 7 * life; i++) {
          outcomes.add(node.group.write("%0100d".formatted(++expected)));
        }
        outcomes.forEach(
            outcome -> assertThat(TestCluster.get(outcome)).isInstanceOf(Outcome.Committed.class));
        assertThat(node.read("last")).isEqualTo(String.valueOf(expected));
        TestCluster.await("snapshot", () -> node.status().snapshotIndex() > 0);
      }
    }
  }

  /** Takes 1, 2, 3 and so on, and throws, which stops the group, if one is missing or repeated. */
  private static final class InOrder implements StateMachine<String, String, String> {
    static final ReplicatedGroup<String, String, String> GROUP =
        ReplicatedGroup.of("ledger", InOrder::new, Codec.utf8(), Codec.utf8(), Codec.utf8());

    private long last;

    @Override
    public String apply(String command, long index) {
      if (Long.parseLong(command) != last + 1) {
        throw new IllegalStateException(command + " after " + last);
      }
      last++;
      return command;
    }

    @Override
    public String query(String query) {
      return String.valueOf(last);
    }

    @Override
    public SnapshotWriter snapshot() {
      long frozen = last;
      return out -> new DataOutputStream(out).writeLong(frozen);
    }

    @Override
    public void restore(InputStream snapshot) throws IOException {
      last = new DataInputStream(snapshot).readLong();
    }
  }

  /** Retries and the frames on their way share the bytes, never the object. */
  @Test
  void r26_a_command_that_its_sender_uses_again_is_committed_as_it_was_sent() {
    ActorTestKit kit = ActorTestKit.create("test", TestNode.config(directory, ""));
    try {
      Group<StringBuilder, String, String> group = Troupe.get(kit.system()).start(Echo.GROUP);
      StringBuilder used = new StringBuilder();
      List<CompletionStage<Outcome<String>>> outcomes = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        used.setLength(0);
        outcomes.add(group.write(used.append("command ").append(i)));
      }
      used.append(" was changed");

      for (int i = 0; i < 100; i++) {
        Outcome<String> outcome = TestCluster.get(outcomes.get(i));
        assertThat(outcome.match(Outcome.Committed::reply, Object::toString, Object::toString))
            .isEqualTo("command " + i);
      }
    } finally {
      kit.shutdownTestKit();
    }
  }

  /** Replies what it is told. */
  private static final class Echo implements StateMachine<StringBuilder, String, String> {
    static final ReplicatedGroup<StringBuilder, String, String> GROUP =
        ReplicatedGroup.of("ledger", Echo::new, new Mutable(), Codec.utf8(), Codec.utf8());

    @Override
    public String apply(StringBuilder command, long index) {
      return command.toString();
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

  /** Commands that can be changed. */
  private static final class Mutable implements Codec<StringBuilder> {
    @Override
    public byte[] encode(StringBuilder value) {
      return value.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public StringBuilder decode(ByteBuffer bytes) {
      return new StringBuilder(StandardCharsets.UTF_8.decode(bytes));
    }
  }
}
