package io.troupe.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.app.trial.ReadBack.Verdict;
import io.troupe.testkit.multijvm.Link;
import io.troupe.testkit.multijvm.ProxiedNetwork;
import io.troupe.testkit.multijvm.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real JVMs, real disks, proxies between them: the leader cannot be heard, the next stands still,
 * the next is killed, then all are. One test, as seven starts of a JVM are most of what it costs.
 */
@Tag("real-processes")
class RealNodesTest {
  private static final Path HOME = Path.of("..");
  private static final Duration OUTAGE_MAX = Duration.ofSeconds(10);
  private static final int WRITERS = 3;
  private static final int WRITES = 100;

  /** What writers leave of the processor is what nodes start with. */
  private static final Duration PAUSE = Duration.ofMillis(10);

  @TempDir private Path directory = Path.of("");

  @Test
  @Timeout(240)
  void whatever_becomes_of_leaders_writes_go_on_and_nothing_acknowledged_is_lost() {
    long seed = System.nanoTime();
    Ledger ledger = new Ledger(seed);
    try (ProxiedNetwork network = ProxiedNetwork.between(List.of("node-1", "node-2", "node-3"));
        LocalCluster cluster = LocalCluster.behind(network, HOME, directory)) {
      cluster.startAll();
      NodeProcess unheard = cluster.awaitLeader();
      try (Load load = Load.start(cluster, ledger, WRITERS, PAUSE)) {
        load.awaitAcknowledged(WRITES);

        List<Link> links =
            network.links().stream().filter(link -> link.from().equals(unheard.name())).toList();
        assertThat(load.outage(() -> links.forEach(Link::cut))).isLessThan(OUTAGE_MAX);
        List<Long> carriedBytes = links.stream().map(Link::carriedBytes).toList();
        load.awaitAcknowledged(WRITES);
        assertThat(links).extracting(Link::carriedBytes).isEqualTo(carriedBytes);
        network.heal();

        NodeProcess still = cluster.awaitLeader();
        assertThat(still).isNotEqualTo(unheard);
        assertThat(load.outage(still.jvm()::pause)).isLessThan(OUTAGE_MAX);
        load.awaitAcknowledged(WRITES);
        assertThat(leaderAccordingTo(cluster, unheard)).isNotEqualTo(still.name());
        still.jvm().resume();

        NodeProcess killed = cluster.awaitLeader();
        assertThat(load.outage(killed.jvm()::kill)).isLessThan(OUTAGE_MAX);
        killed.jvm().start();
        cluster.awaitCaughtUp(killed);
        load.awaitAcknowledged(WRITES);
        cluster.killAll();
      }
      cluster.startAll();
      cluster.awaitLeader();

      Verdict verdict = new ReadBack(cluster, ledger).run();

      assertThat(verdict.acknowledged()).isGreaterThan(4 * WRITES);
      assertThat(verdict.lost()).as("lost, seed %d", seed).isEmpty();
      assertThat(verdict.resurrected()).as("refused yet written, seed %d", seed).isEmpty();
      assertThat(cluster.awaitEqualReplicas()).isGreaterThanOrEqualTo(verdict.acknowledged());
      assertThat(network.strangers()).as("connections past the proxies").isZero();
    }
  }

  private static String leaderAccordingTo(LocalCluster cluster, NodeProcess node) {
    return Waiting.until(
            node.name() + " answers", OUTAGE_MAX, () -> cluster.api().status(node.url()))
        .leader();
  }
}
