package io.troupe.actors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one node shows: the API for actors, any journal, snapshots and compaction. */
class OneNodeTest {
  private static final String SNAPSHOT_OFTEN =
      "troupe.raft { snapshot-after-bytes = 4KiB, retained-bytes = 1KiB }";

  @TempDir Path directory;

  @Test
  void an_actor_writes_and_reads_and_gets_the_outcome_in_its_own_words() {
    try (TestNode node = new TestNode(directory, "")) {
      TestProbe<String> actor = node.kit.createTestProbe();

      node.group.write("+a", actor.ref(), outcome -> "written " + reply(outcome));
      actor.expectMessage("written 1");
      node.group.read("all", actor.ref(), outcome -> "read " + reply(outcome));
      actor.expectMessage("read +a");
    }
  }

  @Test
  void any_journal_plugin_holds_the_log() {
    String inMemory =
        """
        troupe.log.journal-plugin-id = pekko.persistence.journal.inmem
        pekko.persistence.journal.inmem.replay-filter.mode = fail
        """;
    try (TestNode node = new TestNode(directory, inMemory)) {
      assertThat(node.write("+a")).isEqualTo("1");
      assertThat(node.read("all")).isEqualTo("+a");
      assertThat(directory.resolve("journal")).doesNotExist();
    }
  }

  @Test
  void the_log_is_compacted_and_a_restart_reads_the_snapshot_and_what_came_after() {
    try (TestNode node = new TestNode(directory, SNAPSHOT_OFTEN)) {
      node.writeLines(300);
      TestCluster.await("snapshot", () -> node.status().snapshotIndex() > 250);
      // The journal no longer needs the older ones as soon as it refers to the newest.
      TestCluster.await(
          "pruning",
          () -> {
            String newest = String.valueOf(node.status().snapshotIndex());
            List<String> kept = snapshots();
            return kept.size() == 1 && kept.get(0).contains(newest);
          });
    }

    try (TestNode node = new TestNode(directory, "")) {
      assertThat(node.read("size")).isEqualTo("300");
      assertThat(node.status().snapshotIndex()).isGreaterThan(250);
      assertThat(node.write("+b")).isEqualTo("301");
    }
  }

  private List<String> snapshots() {
    try (Stream<Path> files = Files.list(directory.resolve("snapshots/ledger"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String reply(Outcome<String> outcome) {
    return outcome.match(Outcome.Committed::reply, Object::toString, Object::toString);
  }
}
