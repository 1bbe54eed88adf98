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

  private final RandomGenerator random;
  private final int nodes;
  private final List<String> eventKinds;

  /**
   * @param nodes size of the group
   * @param eventKinds the kinds of writes after which a crash is interesting
   */
  public FaultDice(RandomGenerator random, int nodes, List<String> eventKinds) {
    this.random = random;
    this.nodes = nodes;
    this.eventKinds = eventKinds;
  }

  /** A plan whose faults strike within {@code horizonNanos} or shortly after. */
  public FaultPlan draw(long horizonNanos) {
    NetworkProfile network = NetworkProfile.draw(random);
    DiskProfile disk = DiskProfile.draw(random);
    int count = 4 + random.nextInt(21);
    List<FaultPlan.Timed> faults = new ArrayList<>(count);
    while (faults.size() < count) {
      long at = random.nextLong(horizonNanos);
      int together = random.nextInt(4) == 0 ? 2 + random.nextInt(3) : 1;
      for (int i = 0; i < together; i++) {
        faults.add(new FaultPlan.Timed(at + i * random.nextLong(TOGETHER), fault()));
      }
    }
    faults.sort(Comparator.comparingLong(FaultPlan.Timed::atNanos));
    return new FaultPlan(network, disk, faults);
  }

  /**
   * A plan that makes the group elect again and again: leaders die or are suspected by all at once,
   * and whoever writes {@code electionEvent} hears once more what it was told in elections before.
   */
  public FaultPlan drawStorm(long horizonNanos, String electionEvent) {
    NetworkProfile network = NetworkProfile.draw(random);
    DiskProfile disk = DiskProfile.draw(random);
    List<FaultPlan.Timed> faults = new ArrayList<>();
    long at = LONG / 4;
    while (at < horizonNanos) {
      for (int node = 0; node < nodes; node++) {
        Target each = Target.node(node);
        faults.add(
            new FaultPlan.Timed(at, new Fault.EchoOnWrite(each, electionEvent, TOGETHER / 4)));
        faults.add(
            new FaultPlan.Timed(at + 1, new Fault.UnreachableHint(node, Target.leaderOr(node))));
      }
      if (random.nextBoolean()) {
        Fault crash = new Fault.Crash(target(), loss(), 1 + random.nextLong(SHORT), true);
        faults.add(new FaultPlan.Timed(at + 2, crash));
      }
      at += 1 + random.nextLong(LONG / 4);
    }
    return new FaultPlan(network, disk, faults);
  }

  private Fault fault() {
    return switch (random.nextInt(26)) {
      case 0 -> new Fault.Split(someNodes(), duration());
      case 1, 2 -> new Fault.Isolate(target(), duration());
      case 3 -> new Fault.Mute(target(), duration());
      case 4 -> new Fault.Deafen(target(), duration());
      case 5 -> new Fault.CutLink(node(), node(), duration());
      case 6 -> new Fault.Bridge(target(), duration());
      case 7 -> new Fault.SlowLink(node(), node(), random.nextLong(2 * SHORT), duration());
      case 8, 9, 10 -> new Fault.Crash(target(), loss(), duration(), random.nextBoolean());
      case 11 -> new Fault.CrashAll(loss(), 1 + random.nextLong(SHORT));
      case 12, 13, 14 -> new Fault.CrashOnWrite(target(), eventKind(), loss(), duration());
      case 15 -> new Fault.Pause(target(), duration());
      case 16 -> new Fault.SlowDisk(target(), random.nextLong(SHORT), duration());
      case 17, 18 -> new Fault.UnreachableHint(node(), target());
      case 19 -> new Fault.Echo(target(), duration());
      case 20, 21 -> new Fault.LiveInThePast(target(), duration());
      case 22, 23 -> new Fault.EchoOnWrite(target(), eventKind(), 1 + random.nextLong(TOGETHER));
      default -> new Fault.Transfer(node());
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
