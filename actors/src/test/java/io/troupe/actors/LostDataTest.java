package io.troupe.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.LoggingTestKit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One node of three loses data, or comes back late: the others go on and lose nothing. */
class LostDataTest {
  @TempDir Path directory;

  @Test
  void a_node_with_a_damaged_journal_stays_out_until_it_is_mended() throws IOException {
    try (TestCluster cluster = new TestCluster(directory, 3, "")) {
      for (int i = 0; i < 20; i++) {
        cluster.write("node-1", "+" + "x".repeat(100) + i);
      }
      awaitState(cluster, "node-3", cluster.read("node-1", "all"));
      cluster.stop("node-3");
      Path log = DamageTest.newest(cluster.directory("node-3").resolve("journal/db"), ".log");
      byte[] good = Files.readAllBytes(log);
      DamageTest.flip(log, 700);

      assertThatExceptionOfType(TroupeConfigurationException.class)
          .isThrownBy(() -> cluster.start("node-3"))
          .withMessageContaining(log.getFileName().toString());
      cluster.writeUntilCommitted("node-1", "+after");
      assertThat(cluster.read("node-2", "all")).endsWith("+after");

      Files.write(log, good);
      cluster.start("node-3");
      assertThat(cluster.read("node-3", "all")).endsWith("+after");
    }
  }

  /** Trap P5; atlasdb#1508. */
  @Test
  void a_node_that_lost_its_disk_is_not_let_in_and_makes_no_quorum() throws IOException {
    String timeout = "troupe.client.request-timeout = 1s";
    try (TestCluster cluster = new TestCluster(directory, 3, timeout)) {
      cluster.writeUntilCommitted("node-1", "+a");
      cluster.awaitAcquaintance(); // whoever never met it would take it for a new one
      cluster.stop("node-3");
      delete(cluster.directory("node-3"));

      LoggingTestKit.error("node node-3 at")
          .withMessageContains("is refused: it comes with another data directory than before")
          .withMessageContains(cluster.directory("node-1").resolve("known-nodes").toString())
          .expect(
              cluster.system("node-1"),
              () -> {
                cluster.start("node-3");
                return "";
              });
      cluster.writeUntilCommitted("node-1", "+b");
      cluster.stop("node-2");

      assertThat(TestCluster.get(cluster.group("node-1").write("+c")))
          .isNotInstanceOf(Outcome.Committed.class);
      assertThat(TestCluster.get(cluster.group("node-3").write("+d")))
          .isNotInstanceOf(Outcome.Committed.class);

      cluster.start("node-2");
      cluster.writeUntilCommitted("node-1", "+e");
      assertThat(cluster.read("node-2", "all")).startsWith("+a").contains("+b").endsWith("+e");
    }
  }

  @Test
  void a_node_with_the_id_of_another_stops_its_groups_and_the_other_goes_on() {
    try (TestCluster cluster = new TestCluster(directory, 3, "")) {
      cluster.write("node-1", "+a");
      cluster.stop("node-3");

      cluster.startAs("node-3", "node-1", directory.resolve("copy"));

      assertThat(TestNode.failure(cluster.group("node-3")))
          .contains("group ledger stops on node node-1")
          .contains("already has this node's id: give each node its own troupe.node-id");
      cluster.writeUntilCommitted("node-1", "+b");
      assertThat(cluster.read("node-2", "all")).endsWith("+b");
    }
  }

  @Test
  void a_node_that_was_down_while_the_log_was_compacted_gets_the_snapshot_in_chunks() {
    String small =
        "troupe.raft { snapshot-after-bytes = 8KiB, retained-bytes = 1KiB,"
            + " snapshot-chunk-bytes = 1KiB }";
    try (TestCluster cluster = new TestCluster(directory, 3, small)) {
      cluster.write("node-1", "+a");
      cluster.stop("node-3");
      for (int i = 0; i < 60; i++) {
        cluster.writeUntilCommitted("node-1", "+" + "x".repeat(500) + i);
      }
      String state = cluster.read("node-1", "all");
      for (String node : List.of("node-1", "node-2")) {
        TestCluster.await("compaction", () -> cluster.status(node).snapshotIndex() > 30);
      }

      cluster.start("node-3");

      assertThat(cluster.read("node-3", "all")).isEqualTo(state);
      awaitState(cluster, "node-3", state);
      assertThat(cluster.status("node-3").snapshotIndex()).isGreaterThan(30);
    }
  }

  @Test
  void a_command_that_throws_stops_the_group_everywhere_and_all_is_there_once_it_is_mended() {
    try (TestCluster cluster = new TestCluster(directory, 3, "")) {
      cluster.write("node-1", "+a");

      assertThat(TestCluster.get(cluster.group("node-2").write("!")))
          .isNotInstanceOf(Outcome.Committed.class);
      // The leader applies it first and stops; the next leader has it committed, and so on, until
      // too few are left to commit anything.
      TestCluster.await("stop of a majority", () -> stopped(cluster) >= 2);

      List<String> nodes = cluster.running();
      cluster.stopAll();
      nodes.forEach(node -> cluster.start(node, Ledger.MENDED));
      cluster.writeUntilCommitted("node-1", "+b");
      assertThat(cluster.read("node-3", "all")).startsWith("+a,!").endsWith("+b");
    }
  }

  private static void awaitState(TestCluster cluster, String node, String state) {
    TestCluster.await(
        "catching up",
        () ->
            TestCluster.get(cluster.group(node).readLocal("all"))
                .match(committed -> committed.reply().equals(state), no -> false, no -> false));
  }

  private static long stopped(TestCluster cluster) {
    return cluster.running().stream()
        .filter(node -> cluster.group(node).failure().toCompletableFuture().isDone())
        .count();
  }

  static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
