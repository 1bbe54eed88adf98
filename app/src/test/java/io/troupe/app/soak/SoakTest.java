package io.troupe.app.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.app.trial.LocalCluster;
import io.troupe.app.trial.NodeProcess;
import io.troupe.testkit.linearizability.Bounds;
import io.troupe.testkit.linearizability.History;
import io.troupe.testkit.linearizability.HistoryFormat;
import io.troupe.testkit.linearizability.HistoryPicture;
import io.troupe.testkit.linearizability.LinearizabilityChecker;
import io.troupe.testkit.linearizability.Verdict;
import io.troupe.testkit.linearizability.Verdict.Linearizable;
import io.troupe.testkit.linearizability.Verdict.NotLinearizable;
import io.troupe.testkit.multijvm.ProxiedNetwork;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Three JVMs under kills, pauses and one-way cuts, for {@code -Dtroupe.soak.seconds} of load. */
@Tag("soak")
class SoakTest {
  private static final Path HOME = Path.of("..");
  private static final List<String> NODES = List.of("node-1", "node-2", "node-3");
  static final HistoryFormat<Request, Reply> FORMAT =
      new HistoryFormat<>(Request.class, Reply.class);

  private static final Path DIARY = Path.of("target", "soak-diary.txt");
  private static final int CLIENTS = 6;
  private static final Bounds BOUNDS = new Bounds(Duration.ofMinutes(2), 2_000_000);

  /** So little that snapshots are taken, sent and interrupted all the time. */
  private static final String[] MANY_SNAPSHOTS = {
    "troupe.raft.snapshot-after-bytes = 128 KiB", "troupe.raft.retained-bytes = 32 KiB"
  };

  private final int seconds = Integer.getInteger("troupe.soak.seconds", 300);
  private final long seed =
      Long.getLong("troupe.seed", ThreadLocalRandom.current().nextInt(1_000_000));
  private final Tally tally = new Tally();

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory = Path.of("");

  @Test
  void what_clients_saw_is_linearizable_whatever_was_done_to_the_nodes() throws IOException {
    try {
      History<Request, Reply> history = soak();
      Verdict<Request, Reply> verdict =
          LinearizabilityChecker.check(new StoreModel(), history, BOUNDS);
      keep(history, verdict);
      System.out.println("Soak, seed " + seed + ": " + tally.summary() + "; history " + verdict);
      assertThat(verdict).isInstanceOf(Linearizable.class);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(howToRepeat(), e);
    } finally {
      Files.write(DIARY, tally.diary());
    }
  }

  private History<Request, Reply> soak() {
    try (ProxiedNetwork network = ProxiedNetwork.between(NODES);
        LocalCluster cluster = LocalCluster.behind(network, HOME, directory, MANY_SNAPSHOTS)) {
      cluster.startAll();
      cluster.awaitLeader();
      List<URI> urls = cluster.nodes().stream().map(NodeProcess::url).toList();
      tally.start();
      Clients clients = Clients.start(CLIENTS, urls, tally, seed);
      try (clients) {
        long untilNanos = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        new Adversary(cluster, network, tally, seed).work(untilNanos);
        cluster.awaitLeader();
      }
      clients.readAll();
      cluster.awaitEqualReplicas();
      assertThat(network.strangers()).as("connections past the proxies").isZero();
      return clients.recorder().history();
    }
  }

  /** What a person needs who looks for the error: the picture, if there is one, and the lines. */
  private void keep(History<Request, Reply> history, Verdict<Request, Reply> verdict)
      throws IOException {
    Files.write(directory.resolve("history.txt"), FORMAT.write(history));
    if (verdict instanceof NotLinearizable<Request, Reply> found) {
      Files.writeString(
          directory.resolve("history.html"), HistoryPicture.html(found.contradiction()));
    }
  }

  private String howToRepeat() {
    return String.format(
        "seed %d; logs, history.txt and perhaps history.html are kept in %s, the diary in %s; the"
            + " same again, as far as a seed decides: mvn -B -ntp -Psoak -pl app -am verify"
            + " -Dtroupe.seed=%d -Dtroupe.soak.seconds=%d",
        seed, directory, DIARY.toAbsolutePath(), seed, seconds);
  }
}
