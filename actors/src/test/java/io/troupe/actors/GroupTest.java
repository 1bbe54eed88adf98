package io.troupe.actors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A group on three nodes over real Artery and real disks. */
class GroupTest {
  @TempDir Path directory;

  @Test
  void any_node_takes_writes_and_reads_what_the_others_wrote() {
    try (TestCluster cluster = new TestCluster(directory, 3, "")) {
      assertThat(cluster.write("node-1", "+a")).isEqualTo("1");
      assertThat(cluster.write("node-2", "+b")).isEqualTo("2");
      assertThat(cluster.write("node-3", "+c")).isEqualTo("3");

      for (String node : cluster.running()) {
        assertThat(cluster.read(node, "all")).isEqualTo("+a,+b,+c");
      }
    }
  }

  @Test
  void what_was_acknowledged_is_there_after_all_nodes_restarted() {
    try (TestCluster cluster = new TestCluster(directory, 3, "")) {
      List<CompletionStage<Outcome<String>>> outcomes = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        outcomes.add(cluster.group("node-1").write("+" + i));
      }
      outcomes.forEach(
          outcome -> assertThat(TestCluster.get(outcome)).isInstanceOf(Outcome.Committed.class));
      cluster.stopAll();
      List.of("node-1", "node-2", "node-3").forEach(cluster::start);

      assertThat(cluster.read("node-2", "size")).isEqualTo("1000");
    }
  }

  @Test
  void writing_goes_on_when_the_leader_stops() {
    try (TestCluster cluster = new TestCluster(directory, 3, "")) {
      cluster.write("node-1", "+before");
      String leader = cluster.awaitLeader();
      cluster.stop(leader);
      String other = leader.equals("node-1") ? "node-2" : "node-1";

      // Unknown is an honest outcome while the leader changes, so the write may be repeated.
      cluster.writeUntilCommitted(other, "+after");

      assertThat(cluster.read(other, "all")).startsWith("+before,+after");
    }
  }
}
