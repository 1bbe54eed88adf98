package io.troupe.testkit.simulation.paxos;

import io.troupe.protocols.Membership;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.Flexible;
import io.troupe.protocols.paxos.Grid;
import io.troupe.protocols.paxos.ProposerSettings;
import io.troupe.protocols.paxos.QuorumSystem;
import io.troupe.protocols.paxos.Weighted;
import io.troupe.testkit.simulation.FaultDice;
import io.troupe.testkit.simulation.FaultPlan;
import io.troupe.testkit.simulation.Recipe;
import io.troupe.testkit.simulation.Seed;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * All that determines a run.
 *
 * @param recipe how it was made; its seed also determines what is drawn during the run
 * @param horizonNanos how long clients and faults go on, in virtual time
 * @param operationIntervalNanos mean time between two requests of clients
 * @param settings of the proposers
 */
record PaxosScenario(
    Recipe recipe,
    QuorumSystem quorums,
    long horizonNanos,
    long operationIntervalNanos,
    ProposerSettings settings,
    FaultPlan plan) {
  /** For how long faults are drawn unless the recipe says otherwise. */
  static final long HORIZON_MILLIS = 4_000;

  private static final List<String> DURABLE_STEPS =
      List.of("Promised", "Accepted", "RoundsReserved", "Erased");

  static PaxosScenario draw(Recipe recipe) {
    Seed root = new Seed(recipe.seed());
    RandomGenerator shape = root.stream("paxos");
    int nodes = List.of(3, 3, 3, 3, 5, 5, 5, 4, 6, 2, 1).get(shape.nextInt(11));
    QuorumSystem quorums = quorums(PaxosGroup.names(nodes), shape);
    long interval = Duration.ofMillis(2 + shape.nextInt(25)).toNanos();
    FaultDice dice = new FaultDice(root.stream("faults"), nodes, DURABLE_STEPS);
    FaultPlan plan = dice.draw(Duration.ofMillis(recipe.horizonMillis()).toNanos());
    ProposerSettings settings =
        new ProposerSettings(
            Duration.ofMillis(20 + shape.nextInt(100)).toNanos(),
            Duration.ofMillis(1 + shape.nextInt(10)).toNanos(),
            Duration.ofMillis(50 + shape.nextInt(300)).toNanos(),
            1 + shape.nextInt(3));
    return new PaxosScenario(
        recipe,
        quorums,
        Duration.ofMillis(recipe.untilMillis()).toNanos(),
        interval * recipe.every(),
        settings,
        recipe.reduce(plan));
  }

  private static QuorumSystem quorums(List<NodeId> nodes, RandomGenerator random) {
    int size = nodes.size();
    return switch (random.nextInt(6)) {
      case 0 -> {
        int phase1 = 1 + random.nextInt(size);
        yield new Flexible(Membership.of(nodes), phase1, size - phase1 + 1);
      }
      case 1 -> {
        Map<NodeId, Integer> weights = new HashMap<>();
        nodes.forEach(node -> weights.put(node, 1 + random.nextInt(3)));
        yield new Weighted(weights);
      }
      case 2 ->
          size % 2 == 0
              ? new Grid(List.of(nodes.subList(0, size / 2), nodes.subList(size / 2, size)))
              : QuorumSystem.majority(nodes);
      default -> QuorumSystem.majority(nodes);
    };
  }

  Seed seed() {
    return new Seed(recipe.seed());
  }

  List<NodeId> nodes() {
    return PaxosGroup.names(quorums.acceptors().size());
  }

  /** Whether the nodes among {@code in} can decide something. */
  boolean canDecide(List<NodeId> in) {
    return quorums.isPhase1Quorum(in) && quorums.isPhase2Quorum(in);
  }

  @Override
  public String toString() {
    return "scenario "
        + recipe
        + ", "
        + quorums
        + ", "
        + horizonNanos / 1_000_000
        + " ms with a request every "
        + operationIntervalNanos / 1_000_000
        + " ms\n"
        + settings
        + "\n"
        + plan;
  }
}
