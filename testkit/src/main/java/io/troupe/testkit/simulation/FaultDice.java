package io.troupe.testkit.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Draws fault plans. */
public final class FaultDice {
  private static final long SHORT = Duration.ofMillis(400).toNanos();
  private static final long TOGETHER = Duration.ofMillis(80).toNanos();
  private static final long LONG = Duration.ofMillis(2_500).toNanos();
  private static final long STUCK = Duration.ofSeconds(60).toNanos();
  private static final long ONE_HOUR = Duration.ofHours(1).toNanos();

  private final RandomGenerator random;
  private final int nodes;
  private final List<String> eventKinds;
  private final List<Integer> doomed;

  /**
   * @param nodes size of the group
   * @param eventKinds the kinds of writes after which a crash is interesting
   */
  public FaultDice(RandomGenerator random, int nodes, List<String> eventKinds) {
    this.random = random;
    this.nodes = nodes;
    this.eventKinds = eventKinds;
    this.doomed = doomed();
  }

  /** The nodes that may lose their data: sometimes some, never as many as half of all. */
  private List<Integer> doomed() {
    int most = (nodes - 1) / 2;
    int count = most == 0 || random.nextBoolean() ? 0 : 1 + random.nextInt(most);
    List<Integer> all = new ArrayList<>(IntStream.range(0, nodes).boxed().toList());
    while (all.size() > count) {
      all.remove(random.nextInt(all.size()));
    }
    return all;
  }

  /** A plan whose faults strike within {@code horizonNanos} or shortly after. */
  public FaultPlan draw(long horizonNanos) {
    NetworkProfile network = NetworkProfile.draw(random);
    Schedule schedule = Schedule.draw(random, nodes, horizonNanos);
    DiskProfile disk = DiskProfile.draw(random);
    int count = random.nextInt(4) == 0 ? random.nextInt(4) : 4 + random.nextInt(21);
    List<FaultPlan.Timed> faults = new ArrayList<>(count);
    while (faults.size() < count) {
      long at = random.nextLong(horizonNanos);
      int together = random.nextInt(4) == 0 ? 2 + random.nextInt(3) : 1;
      for (int i = 0; i < together; i++) {
        faults.add(new FaultPlan.Timed(at + i * random.nextLong(TOGETHER), fault()));
      }
    }
    for (int node : doomed) {
      long at = LONG + random.nextLong(Math.max(1, horizonNanos - LONG));
      faults.add(new FaultPlan.Timed(at, lostData(node)));
      if (random.nextBoolean()) {
        faults.addAll(exploiting(node, at));
      }
    }
    faults.sort(Comparator.comparingLong(FaultPlan.Timed::atNanos));
    return new FaultPlan(network, schedule, disk, faults);
  }

  /**
   * A plan that makes the group elect again and again: leaders die or are suspected by all at once,
   * and whoever writes {@code electionEvent} hears once more what it was told in elections before.
   */
  public FaultPlan drawStorm(long horizonNanos, String electionEvent) {
    NetworkProfile network = NetworkProfile.draw(random);
    Schedule schedule = Schedule.draw(random, nodes, horizonNanos);
    DiskProfile disk = DiskProfile.draw(random);
    List<FaultPlan.Timed> faults = new ArrayList<>();
    long at = LONG / 4;
    while (at < horizonNanos) {
      for (int node = 0; node < nodes; node++) {
        Target each = Target.node(node);
        faults.add(
            new FaultPlan.Timed(at, new NodeFault.EchoOnWrite(each, electionEvent, TOGETHER / 4)));
        faults.add(
            new FaultPlan.Timed(
                at + 1, new NodeFault.UnreachableHint(node, Target.leaderOr(node))));
      }
      if (random.nextBoolean()) {
        Fault crash = new NodeFault.Crash(target(), loss(), 1 + random.nextLong(SHORT), true);
        faults.add(new FaultPlan.Timed(at + 2, crash));
      }
      at += 1 + random.nextLong(LONG / 4);
    }
    return new FaultPlan(network, schedule, disk, faults);
  }

  private Fault fault() {
    return switch (random.nextInt(38)) {
      case 0 -> new NetworkFault.Split(someNodes(), duration());
      case 1, 2 -> new NetworkFault.Isolate(target(), duration());
      case 3 -> new NetworkFault.Mute(target(), duration());
      case 4 -> new NetworkFault.Deafen(target(), duration());
      case 5 -> new NetworkFault.CutLink(node(), node(), duration());
      case 6 -> new NetworkFault.Bridge(target(), duration());
      case 7 -> new NetworkFault.SlowLink(node(), node(), random.nextLong(2 * SHORT), duration());
      case 8 -> new NetworkFault.Echo(target(), duration());
      case 9, 10 -> new NetworkFault.LiveInThePast(target(), duration());
      case 11, 12, 13, 14, 15, 16, 17, 18 -> diskFault();
      case 19, 20, 21 -> clockFault();
      default -> nodeFault();
    };
  }

  private Fault nodeFault() {
    return switch (random.nextInt(16)) {
      case 0, 1, 2 -> new NodeFault.Crash(target(), loss(), duration(), random.nextBoolean());
      case 3 -> new NodeFault.CrashAll(loss(), 1 + random.nextLong(SHORT));
      case 4, 5, 6 -> new NodeFault.CrashOnWrite(target(), eventKind(), loss(), duration());
      case 7, 8 -> new NodeFault.EchoOnWrite(target(), eventKind(), 1 + random.nextLong(TOGETHER));
      case 9, 10 -> new NodeFault.Pause(target(), duration());
      case 11, 12 -> new NodeFault.UnreachableHint(node(), target());
      default -> new NodeFault.Transfer(node());
    };
  }

  private Fault diskFault() {
    return switch (random.nextInt(10)) {
      case 0, 1 -> new DiskFault.SlowDisk(target(), 1 + random.nextLong(SHORT), duration());
      case 2 -> new DiskFault.SlowDisk(target(), random.nextLong(STUCK), duration());
      case 3, 4 -> new DiskFault.FullDisk(target(), duration());
      case 5, 6 -> new DiskFault.FailedSync(target(), loss(), duration());
      case 7 -> new DiskFault.UnreadableSnapshots(target(), duration());
      default ->
          new DiskFault.CorruptRecord(target(), random.nextInt(1 << 16), duration(), duration());
    };
  }

  private Fault lostData(int node) {
    boolean replaced = random.nextInt(4) > 0;
    return random.nextInt(3) > 0
        ? new DiskFault.WipedDisk(node, duration(), replaced)
        : new DiskFault.LostWrite(node, duration(), replaced);
  }

  /** One that lags behind and one that dies, so that the node which lost its data matters. */
  private List<FaultPlan.Timed> exploiting(int node, long at) {
    int lagging = (node + 1 + random.nextInt(nodes - 1)) % nodes;
    long lag = 1 + random.nextLong(LONG);
    return List.of(
        new FaultPlan.Timed(at - lag, new NetworkFault.Isolate(Target.node(lagging), lag)),
        new FaultPlan.Timed(
            at + random.nextLong(TOGETHER), new NodeFault.Crash(target(), loss(), LONG, true)));
  }

  private Fault clockFault() {
    return switch (random.nextInt(4)) {
      case 0 -> new ClockFault.Drift(target(), random.nextInt(-500, 501), duration());
      case 1 -> new ClockFault.Drift(target(), random.nextInt(-100_000, 100_001), duration());
      case 2 ->
          new ClockFault.Jump(target(), random.nextLong(random.nextBoolean() ? SHORT : ONE_HOUR));
      default -> new ClockFault.Freeze(target(), duration());
    };
  }

  private Target target() {
    int node = node();
    return random.nextBoolean() ? Target.leaderOr(node) : Target.node(node);
  }

  private int node() {
    return random.nextInt(nodes);
  }

  private List<Integer> someNodes() {
    int mask = random.nextInt(1 << nodes);
    return IntStream.range(0, nodes).filter(node -> ((mask >> node) & 1) == 1).boxed().toList();
  }

  private Loss loss() {
    return List.of(Loss.values()).get(random.nextInt(Loss.values().length));
  }

  private String eventKind() {
    return eventKinds.get(random.nextInt(eventKinds.size()));
  }

  private long duration() {
    return 1 + random.nextLong(random.nextInt(3) == 0 ? LONG : SHORT);
  }
}
