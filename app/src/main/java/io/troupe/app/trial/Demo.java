package io.troupe.app.trial;

import io.troupe.app.trial.ReadBack.Verdict;
import io.troupe.testkit.multijvm.TrialFailure;
import io.troupe.testkit.multijvm.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The demo: three nodes, writers, the leader killed with {@code kill -9}, restarted, then all three
 * killed and restarted, and every acknowledged write read back.
 */
public final class Demo {
  private static final int NODES = 3;
  private static final int WRITERS = 8;
  private static final Duration WRITING = Duration.ofSeconds(3);

  private final Screen screen;
  private final Path directory = TrialDirectory.create("demo");
  private final Ledger ledger = new Ledger(ThreadLocalRandom.current().nextLong());
  private final LocalCluster cluster;

  /**
   * A demo in a fresh directory.
   *
   * @param home where {@code conf/} is
   */
  public Demo(Screen screen, Path home) {
    this.screen = screen;
    this.cluster = LocalCluster.of(NODES, home, directory);
  }

  /**
   * Runs it; all nodes are gone afterwards.
   *
   * @return whether nothing was lost
   * @throws TrialFailure if it could not go on
   */
  public boolean run() {
    screen.say("Three nodes on this machine, one JVM each; data and logs in " + directory);
    Verdict verdict;
    Duration failover;
    try (cluster) {
      start("starting three nodes");
      try (Load load = Load.start(cluster, ledger, WRITERS)) {
        write(load);
        failover = killLeader(load);
        killAll();
      }
      start("restarting all three on what their disks hold");
      verdict = readBack();
    }
    if (verdict.isGood()) {
      TrialDirectory.delete(directory);
    } else {
      screen.say("LOST: " + verdict.lost() + "; refused yet written: " + verdict.resurrected());
      screen.say("Data and logs are kept in " + directory);
    }
    screen.say(
        String.format(
            Locale.ROOT,
            "acknowledged %,d writes; kill -9 of the leader -> next acknowledged write %d ms;"
                + " lost %d",
            verdict.acknowledged(),
            failover.toMillis(),
            verdict.lost().size()));
    return verdict.isGood();
  }

  private void start(String what) {
    long beganNanos = System.nanoTime();
    screen.begin(() -> what);
    cluster.startAll();
    NodeProcess leader = cluster.awaitLeader();
    screen.end(what + ": up after " + seconds(beganNanos) + ", " + leader.name() + " leads");
  }

  private void write(Load load) {
    screen.begin(this::writing);
    load.awaitAcknowledged(1);
    Waiting.pause(WRITING.toNanos());
    screen.end(writing());
  }

  private String writing() {
    return String.format(
        Locale.ROOT,
        "writing over %d connections to all nodes: %,d writes acknowledged",
        WRITERS,
        ledger.acknowledgedCount());
  }

  private Duration killLeader(Load load) {
    NodeProcess victim = cluster.awaitLeader();
    String kill = "kill -9 " + victim.jvm().pid() + " (" + victim.name() + ", the leader)";
    screen.begin(() -> kill);
    Duration failover = load.outage(victim.jvm()::kill);
    screen.end(kill + ": next write acknowledged after " + failover.toMillis() + " ms");
    load.awaitAcknowledged(WRITERS);
    NodeProcess successor = cluster.awaitLeader();

    String restart = "restarting " + victim.name() + " on its old directory";
    long beganNanos = System.nanoTime();
    screen.begin(() -> restart + ", " + successor.name() + " leads; meanwhile, " + writing());
    victim.jvm().start();
    long index = cluster.awaitCaughtUp(victim);
    screen.end(
        String.format(
            Locale.ROOT,
            "%s: caught up at index %,d after %s; %,d writes acknowledged so far",
            restart,
            index,
            seconds(beganNanos),
            ledger.acknowledgedCount()));
    return failover;
  }

  private void killAll() {
    screen.begin(() -> "kill -9 of all three, in the middle of writing");
    cluster.killAll();
    screen.end("kill -9 of all three, in the middle of writing");
  }

  private Verdict readBack() {
    ReadBack readBack = new ReadBack(cluster, ledger);
    int all = ledger.acknowledgedCount();
    screen.begin(
        () ->
            String.format(
                Locale.ROOT,
                "reading every acknowledged write back: %,d of %,d",
                readBack.done(),
                all));
    Verdict verdict = readBack.run();
    long keys = cluster.awaitEqualReplicas();
    screen.end(
        String.format(
            Locale.ROOT,
            "read %,d acknowledged writes back: %d lost; the three replicas hold the same %,d keys",
            verdict.acknowledged(),
            verdict.lost().size(),
            keys));
    return verdict;
  }

  private static String seconds(long sinceNanos) {
    return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - sinceNanos) / 1e9);
  }
}
