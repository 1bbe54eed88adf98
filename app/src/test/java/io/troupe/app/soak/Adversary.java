package io.troupe.app.soak;

import io.troupe.app.trial.LocalCluster;
import io.troupe.app.trial.NodeProcess;
import io.troupe.testkit.multijvm.JvmProcess;
import io.troupe.testkit.multijvm.Link;
import io.troupe.testkit.multijvm.ProxiedNetwork;
import io.troupe.testkit.multijvm.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Breaks one thing after another, sometimes two at once, and mends it again. The seed decides what
 * happens to whom and for how long; the rest is up to the machine.
 */
final class Adversary {
  private static final int CALM_MILLIS_MAX = 1_000;
  private static final int FAULT_MILLIS_MIN = 100;
  private static final int FAULT_MILLIS_MAX = 3_000;
  private static final int DELAY_MILLIS_MAX = 250;
  private static final int RATE_MIN = 5_000;
  private static final int RATE_MAX = 200_000;

  /** How often the leader is the victim, when there is a choice of one node. */
  private static final double LEADER = 0.5;

  private static final double TWO_FAULTS = 0.3;
  private static final double ALL_NODES = 0.1;

  /** How often the cluster may become whole before the next fault. */
  private static final double WHOLE = 0.35;

  private final LocalCluster cluster;
  private final ProxiedNetwork network;
  private final Tally tally;
  private final Random random;

  Adversary(LocalCluster cluster, ProxiedNetwork network, Tally tally, long seed) {
    this.cluster = cluster;
    this.network = network;
    this.tally = tally;
    this.random = new Random(seed);
  }

  /** Goes on until then; nothing is broken afterwards. */
  void work(long untilNanos) {
    while (System.nanoTime() - untilNanos < 0) {
      if (random.nextDouble() < WHOLE) {
        tally.event(cluster.awaitLeader().name() + " leads, and all nodes know");
      }
      pause(0, CALM_MILLIS_MAX);
      cluster.nodes().forEach(node -> node.jvm().requireAlive());
      List<Fault> faults = draw();
      faults.forEach(Fault::begin);
      faults.forEach(fault -> tally.fault(fault.kind(), fault.toString()));
      pause(FAULT_MILLIS_MIN, FAULT_MILLIS_MAX);
      faults.forEach(Fault::end);
      tally.event("mended");
    }
  }

  private void pause(int minMillis, int maxMillis) {
    Waiting.pause(Duration.ofMillis(random.nextInt(minMillis, maxMillis)).toNanos());
  }

  private List<Fault> draw() {
    List<Fault> faults = new ArrayList<>();
    boolean two = random.nextDouble() < TWO_FAULTS;
    if (two) {
      faults.add(ofNetwork());
    }
    faults.add(two || random.nextBoolean() ? ofProcess() : ofNetwork());
    return faults;
  }

  private Fault ofProcess() {
    if (random.nextBoolean()) {
      return new Fault.Pause(victim().jvm());
    }
    List<JvmProcess> all = cluster.nodes().stream().map(NodeProcess::jvm).toList();
    return new Fault.Kill(random.nextDouble() < ALL_NODES ? all : List.of(victim().jvm()));
  }

  private Fault ofNetwork() {
    Link link = network.links().get(random.nextInt(network.links().size()));
    return switch (random.nextInt(6)) {
      case 0 -> new Fault.Cut(List.of(link));
      case 1 -> new Fault.Cut(linksFrom(victim()));
      case 2 -> new Fault.Cut(linksTo(victim()));
      case 3 -> new Fault.Delay(link, Duration.ofMillis(1 + random.nextInt(DELAY_MILLIS_MAX)));
      case 4 -> new Fault.Throttle(link, random.nextInt(RATE_MIN, RATE_MAX));
      default -> new Fault.Refuse(link);
    };
  }

  private NodeProcess victim() {
    boolean leader = random.nextDouble() < LEADER;
    NodeProcess any = cluster.nodes().get(random.nextInt(cluster.nodes().size()));
    return leader ? cluster.leader().orElse(any) : any;
  }

  private List<Link> linksFrom(NodeProcess node) {
    return network.links().stream().filter(link -> link.from().equals(node.name())).toList();
  }

  private List<Link> linksTo(NodeProcess node) {
    return network.links().stream().filter(link -> link.to().equals(node.name())).toList();
  }
}
