package io.troupe.app.trial;

import io.troupe.app.trial.ReadBack.Verdict;
import io.troupe.testkit.multijvm.TrialFailure;
import io.troupe.testkit.multijvm.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * Kills any node at any moment, again and again, under load; most times one, sometimes two or all
 * three at once, also nodes that are just starting. In the end no acknowledged write may be
 * missing, no refused one present, and all replicas must be equal.
 */
public final class Torture {
  private static final int NODES = 3;
  private static final int WRITERS = 6;
  private static final int BEFORE_KILL_MILLIS_MAX = 1_500;
  private static final int DOWN_MILLIS_MAX = 1_500;
  private static final double TWO = 0.15;
  private static final double ALL = 0.10;

  /** How often all nodes are up again, and writing goes on, before the next kill. */
  private static final double CALM = 0.6;

  private static final int CALM_WRITES = 200;

  /** So little that snapshots are taken, sent and interrupted all the time. */
  private static final String[] MANY_SNAPSHOTS = {
    "troupe.raft.snapshot-after-bytes = 256 KiB", "troupe.raft.retained-bytes = 32 KiB"
  };

  private final Screen screen;
  private final Path directory = TrialDirectory.create("torture");
  private final int kills;
  private final long seed;
  private final Random random;
  private final Ledger ledger;
  private final LocalCluster cluster;
  private final List<Duration> outages = new ArrayList<>();
  private int killed;

  /**
   * A torture in a fresh directory.
   *
   * @param kills how many processes to kill, at least
   * @param seed decides who is killed and how long everything waits; the rest is up to the machine
   * @param home where {@code conf/} is
   */
  public Torture(Screen screen, Path home, int kills, long seed) {
    this.screen = screen;
    this.kills = kills;
    this.seed = seed;
    this.random = new Random(seed);
    this.ledger = new Ledger(seed);
    this.cluster = LocalCluster.of(NODES, home, directory, MANY_SNAPSHOTS);
  }

  /**
   * Runs it; all nodes are gone afterwards.
   *
   * @return whether nothing was lost
   * @throws TrialFailure if it could not go on, or the replicas differ
   */
  public boolean run() {
    screen.say("seed " + seed + ", " + kills + " kills; data and logs in " + directory);
    Verdict verdict;
    try (cluster) {
      cluster.startAll();
      cluster.awaitLeader();
      try (Load load = Load.start(cluster, ledger, WRITERS)) {
        load.awaitAcknowledged(WRITERS);
        screen.begin(this::progress);
        while (killed < kills) {
          killSome(load);
        }
        cluster.awaitLeader();
        load.awaitAcknowledged(WRITERS);
      }
      screen.end(progress());
      verdict = check();
    }
    if (verdict.isGood()) {
      TrialDirectory.delete(directory);
    } else {
      screen.say("LOST: " + verdict.lost() + "; refused yet written: " + verdict.resurrected());
      screen.say("Data and logs are kept in " + directory);
    }
    return verdict.isGood();
  }

  private void killSome(Load load) {
    boolean calm = random.nextDouble() < CALM;
    if (calm) {
      load.awaitAcknowledged(CALM_WRITES);
    }
    Waiting.pause(upToMillis(BEFORE_KILL_MILLIS_MAX));
    Optional<NodeProcess> leader = calm ? Optional.of(cluster.awaitLeader()) : Optional.empty();
    cluster.nodes().forEach(node -> node.jvm().requireAlive());
    List<NodeProcess> victims = victims(leader);
    killed += victims.size();
    if (victims.size() == 1 && leader.equals(Optional.of(victims.get(0)))) {
      outages.add(load.outage(victims.get(0).jvm()::kill));
    } else {
      victims.forEach(victim -> victim.jvm().kill());
    }
    Waiting.pause(upToMillis(DOWN_MILLIS_MAX));
    cluster.startAll();
    load.awaitAcknowledged(1);
  }

  /** Any nodes, every second time the leader first, if that is known. */
  private List<NodeProcess> victims(Optional<NodeProcess> leader) {
    List<NodeProcess> shuffled = new ArrayList<>(cluster.nodes());
    Collections.shuffle(shuffled, random);
    if (leader.isPresent() && random.nextBoolean()) {
      Collections.swap(shuffled, 0, shuffled.indexOf(leader.get()));
    }
    double dice = random.nextDouble();
    int count = dice < ALL ? NODES : dice < ALL + TWO ? 2 : 1;
    return shuffled.subList(0, Math.min(count, kills - killed));
  }

  private long upToMillis(int millis) {
    return Duration.ofMillis(random.nextInt(millis)).toNanos();
  }

  private String progress() {
    return String.format(
        Locale.ROOT,
        "%d of %d kills, %,d writes acknowledged",
        killed,
        kills,
        ledger.acknowledgedCount());
  }

  private Verdict check() {
    long keys = cluster.awaitEqualReplicas();
    ReadBack readBack = new ReadBack(cluster, ledger);
    screen.begin(() -> String.format(Locale.ROOT, "reading back: %,d", readBack.done()));
    Verdict verdict = readBack.run();
    List<Duration> sorted = outages.stream().sorted().toList();
    screen.end(
        String.format(
            Locale.ROOT,
            "%d kills; %,d writes acknowledged, lost %d, refused yet written %d; the replicas hold"
                + " the same %,d keys; %d times a leader alone was killed -> next acknowledged"
                + " write: median %d ms, longest %d ms",
            killed,
            verdict.acknowledged(),
            verdict.lost().size(),
            verdict.resurrected().size(),
            keys,
            sorted.size(),
            sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2).toMillis(),
            sorted.isEmpty() ? 0 : sorted.get(sorted.size() - 1).toMillis()));
    return verdict;
  }
}
