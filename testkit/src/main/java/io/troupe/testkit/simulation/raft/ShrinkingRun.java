package io.troupe.testkit.simulation.raft;

import io.troupe.testkit.simulation.InvariantViolation;
import io.troupe.testkit.simulation.Recipe;
import io.troupe.testkit.simulation.Shrinking;
import java.util.Optional;

/** Runs scenarios, and makes one that fails small before it is reported. */
public final class ShrinkingRun {
  private ShrinkingRun() {}

  /**
   * Runs what {@code recipe} makes on what {@code subject} says.
   *
   * @throws InvariantViolation with the report of the smallest scenario found that violates the
   *     same invariant
   */
  public static RunResult run(Recipe recipe, Subject subject) {
    try {
      return RaftSimulation.run(Scenario.draw(recipe), subject);
    } catch (InvariantViolation violation) {
      throw violationOf(shrink(recipe, violation, subject), recipe);
    }
  }

  /** Makes {@code recipe}, which ends in {@code violation}, small. */
  static Shrinking.Result shrink(Recipe recipe, InvariantViolation violation, Subject subject) {
    int drawn = Scenario.draw(Recipe.of(recipe.seed(), recipe.horizonMillis())).faultCount();
    return Shrinking.shrink(
        recipe,
        violation,
        drawn,
        candidate -> {
          try {
            RaftSimulation.run(Scenario.draw(candidate), subject);
            return Optional.empty();
          } catch (InvariantViolation found) {
            return Optional.of(found);
          }
        });
  }

  private static InvariantViolation violationOf(Shrinking.Result result, Recipe recipe) {
    return result
        .violation()
        .foundBy(
            String.format(
                "found by scenario %s, shrunk in %d runs from %d faults to %d",
                recipe, result.runs(), result.faultsBefore(), result.faults()));
  }
}
