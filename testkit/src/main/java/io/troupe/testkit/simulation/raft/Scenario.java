package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.raft.RaftSettings;
import io.troupe.testkit.simulation.FaultDice;
import io.troupe.testkit.simulation.FaultPlan;
import io.troupe.testkit.simulation.Recipe;
import io.troupe.testkit.simulation.Seed;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * All that determines a run.
 *
 * @param recipe how it was made; its seed also determines what is drawn during the run
 * @param replicas size of the group
 * @param horizonNanos how long clients and faults go on, in virtual time
 * @param operationIntervalNanos mean time between two operations of clients
 */
public record Scenario(
    Recipe recipe,
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
    return draw(Recipe.of(seed));
  }

  /** The scenario that {@code recipe} makes. */
  public static Scenario draw(Recipe recipe) {
    Seed root = new Seed(recipe.seed());
    RandomGenerator shape = root.stream("shape");
    int replicas = List.of(3, 3, 3, 3, 3, 3, 5, 5, 5, 2, 1, 4).get(shape.nextInt(12));
    long interval = Duration.ofMillis(5 + shape.nextInt(30)).toNanos();
    boolean storm = shape.nextInt(3) == 0;
    FaultDice dice = new FaultDice(root.stream("faults"), replicas, DURABLE_STEPS);
    long horizon = Duration.ofMillis(recipe.horizonMillis()).toNanos();
    FaultPlan plan = storm ? dice.drawStorm(horizon, "VoteCast") : dice.draw(horizon);
    return new Scenario(
        recipe,
        replicas,
        Duration.ofMillis(recipe.untilMillis()).toNanos(),
        interval * recipe.every(),
        settings(root.stream("settings")),
        recipe.reduce(plan));
  }

  /** A group of three without faults. */
  public static Scenario calm(long seed) {
    return new Scenario(
        Recipe.of(seed),
        3,
        Duration.ofMillis(Recipe.HORIZON_MILLIS).toNanos(),
        Duration.ofMillis(10).toNanos(),
        settings(new Seed(seed).stream("settings")),
        FaultPlan.calm());
  }

  /** The same with another plan. Its {@link #recipe} does not know of it, nor can it be shrunk. */
  public Scenario with(FaultPlan otherPlan) {
    return new Scenario(
        recipe, replicas, horizonNanos, operationIntervalNanos, settings, otherPlan);
  }

  int faultCount() {
    return plan.faults().size();
  }

  Seed seed() {
    return new Seed(recipe.seed());
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
    return "scenario "
        + recipe
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
