package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.raft.RaftSettings;
import io.troupe.testkit.simulation.FaultDice;
import io.troupe.testkit.simulation.FaultPlan;
import io.troupe.testkit.simulation.Seed;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * All that determines a run.
 *
 * @param replicas size of the group
 * @param horizonNanos how long clients and faults go on, in virtual time
 * @param operationIntervalNanos mean time between two operations of clients
 */
public record Scenario(
    Seed seed,
    int replicas,
    long horizonNanos,
    long operationIntervalNanos,
    RaftSettings settings,
    FaultPlan plan) {
  /** Writes after which a crash is interesting. */
  private static final List<String> DURABLE_STEPS =
      List.of(
          "Started",
          "TermStarted",
          "VoteCast",
          "FrameAppended",
          "SuffixTruncated",
          "LogCompacted",
          "SnapshotInstalled");

  /** The scenario that {@code seed} names. */
  public static Scenario draw(long seed) {
    Seed root = new Seed(seed);
    RandomGenerator shape = root.stream("shape");
    int replicas = List.of(3, 3, 3, 3, 3, 3, 5, 5, 5, 2, 1, 4).get(shape.nextInt(12));
    long horizon = Duration.ofSeconds(6).toNanos();
    long interval = Duration.ofMillis(5 + shape.nextInt(30)).toNanos();
    FaultDice dice = new FaultDice(root.stream("faults"), replicas, DURABLE_STEPS);
    boolean storm = shape.nextInt(5) == 0;
    FaultPlan plan = storm ? dice.drawStorm(horizon, "VoteCast") : dice.draw(horizon);
    return new Scenario(root, replicas, horizon, interval, settings(root.stream("settings")), plan);
  }

  /** A group of three without faults. */
  public static Scenario calm(long seed) {
    Seed root = new Seed(seed);
    return new Scenario(
        root,
        3,
        Duration.ofSeconds(6).toNanos(),
        Duration.ofMillis(10).toNanos(),
        settings(root.stream("settings")),
        FaultPlan.calm());
  }

  /** Tight bounds, so that each of them is met. */
  private static RaftSettings settings(RandomGenerator random) {
    return new RaftSettings(
        Duration.ofMillis(50).toNanos(),
        Duration.ofMillis(300).toNanos(),
        Duration.ofMillis(1_000).toNanos(),
        1 + random.nextInt(8),
        200 + random.nextInt(4_000),
        100 + random.nextInt(2_000),
        500 + random.nextInt(8_000),
        2 + random.nextInt(60),
        500 + random.nextInt(5_000),
        random.nextInt(3_000),
        20_000 + random.nextInt(50_000));
  }

  @Override
  public String toString() {
    return "seed "
        + seed
        + ", "
        + replicas
        + " replicas, "
        + horizonNanos / 1_000_000
        + " ms with an operation every "
        + operationIntervalNanos / 1_000_000
        + " ms\n"
        + settings
        + "\n"
        + plan;
  }
}
