package io.troupe.actors;

import static io.troupe.protocols.raft.RoleKind.LEADER;
import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.actors.Outcome.Committed;
import io.troupe.actors.Outcome.Rejected;
import io.troupe.actors.Outcome.Unknown;
import io.troupe.protocols.NodeId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leadership that is handed over, and a group without a quorum. */
class LeadershipTest {
  @TempDir Path directory;

  @Test
  void leadership_goes_to_whom_it_is_transferred_and_a_stopping_leader_hands_it_over() {
    try (TestCluster cluster = new TestCluster(directory, 3, "")) {
      String first = cluster.awaitLeader();
      String second = cluster.anyBut(first);
      cluster.write(first, "+a");

      cluster.group(first).transferLeadership(Optional.of(new NodeId(second)));
      TestCluster.await("transfer to " + second, () -> cluster.status(second).role() == LEADER);

      cluster.stop(second);
      // No waiting for an election: the next leader was there before the old one left.
      assertThat(cluster.running()).anyMatch(node -> cluster.status(node).role() == LEADER);
      for (String node : cluster.running()) {
        assertThat(cluster.read(node, "all")).isEqualTo("+a");
      }
    }
  }

  @Test
  void without_a_quorum_nothing_is_promised_and_all_is_answered_in_time() {
    String timeout = "troupe.client.request-timeout = 2s";
    try (TestCluster cluster = new TestCluster(directory, 3, timeout)) {
      cluster.write(cluster.awaitLeader(), "+a");
      assertThat(cluster.read("node-2", "all")).isEqualTo("+a");
      cluster.stop("node-1");
      cluster.stop("node-3");

      long asked = System.nanoTime();
      var writing = cluster.group("node-2").write("+lost");
      var reading = cluster.group("node-2").read("all");
      Outcome<String> local = TestCluster.get(cluster.group("node-2").readLocal("all"));
      Outcome<String> write = TestCluster.get(writing);
      Outcome<String> read = TestCluster.get(reading);
      Duration taken = Duration.ofNanos(System.nanoTime() - asked);

      assertThat(write).isInstanceOfAny(Rejected.class, Unknown.class);
      assertThat(read).isInstanceOfAny(Rejected.class, Unknown.class);
      assertThat(local)
          .isInstanceOfSatisfying(
              Committed.class,
              committed -> assertThat(committed.reply().toString()).startsWith("+a"));
      assertThat(taken).isLessThan(Duration.ofSeconds(10));

      cluster.start("node-3");
      cluster.writeUntilCommitted("node-2", "+b");
      assertThat(cluster.read("node-3", "all")).startsWith("+a").endsWith("+b");
      assertThat(List.of("+a,+b", "+a,+lost,+b")).contains(withoutRepeats(cluster));
    }
  }

  /** The ledger, with a "+b" that was repeated because its first outcome was Unknown shown once. */
  private static String withoutRepeats(TestCluster cluster) {
    return cluster.read("node-3", "all").replaceAll("(,\\+b)+", ",+b");
  }
}
