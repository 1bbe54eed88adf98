package io.troupe.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.app.trial.ReadBack.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real JVMs, real disks, {@code kill -9}. */
@Tag("real-processes")
class NodeCrashTest {
  private static final Path HOME = Path.of("..");
  private static final int WRITERS = 2;
  private static final int WRITES = 200;

  @TempDir private Path directory = Path.of("");

  @Test
  @Timeout(180)
  void nothing_acknowledged_is_lost_when_the_leader_and_then_all_nodes_are_killed() {
    long seed = System.nanoTime();
    Ledger ledger = new Ledger(seed);
    try (LocalCluster cluster = LocalCluster.of(3, HOME, directory)) {
      cluster.startAll();
      NodeProcess leader = cluster.awaitLeader();
      try (Load load = Load.start(cluster, ledger, WRITERS)) {
        load.awaitAcknowledged(WRITES);

        Duration outage = load.outage(leader.jvm()::kill);
        leader.jvm().start();
        cluster.awaitCaughtUp(leader);
        load.awaitAcknowledged(WRITES);
        cluster.killAll();

        assertThat(outage).isLessThan(Duration.ofSeconds(10));
      }
      cluster.startAll();
      cluster.awaitLeader();

      Verdict verdict = new ReadBack(cluster, ledger).run();

      assertThat(verdict.acknowledged()).isGreaterThan(2 * WRITES);
      assertThat(verdict.lost()).as("lost, seed %d", seed).isEmpty();
      assertThat(verdict.resurrected()).as("refused yet written, seed %d", seed).isEmpty();
      assertThat(cluster.awaitEqualReplicas()).isGreaterThanOrEqualTo(verdict.acknowledged());
    }
  }
}
