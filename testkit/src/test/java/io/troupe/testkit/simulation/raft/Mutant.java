package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.Membership;
import io.troupe.testkit.simulation.InvariantViolation;
import io.troupe.testkit.simulation.Negligence;
import io.troupe.testkit.simulation.Recipe;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * A planted bug.
 *
 * @param name what a replica that has it does
 * @param plant makes a correct replica of a group wrong
 * @param negligence makes its shell wrong
 * @param invariants one of which is seen to be violated first
 * @param knownSeed where {@link #find} begins, 1 or the first that finds the bug, to save time
 */
record Mutant(
    String name,
    BiFunction<Replica, Membership, Replica> plant,
    Set<Negligence> negligence,
    Set<String> invariants,
    long knownSeed) {
  static final int MAX_SEEDS = 2000;

  /** Several tests ask for the same findings. */
  private static final Map<String, Optional<Finding>> FOUND = new ConcurrentHashMap<>();

  /**
   * How it was found.
   *
   * @param steps of all runs up to then
   */
  record Finding(Recipe recipe, long steps, InvariantViolation violation) {}

  static Mutant of(String name, UnaryOperator<Replica> plant, String... invariants) {
    return inGroup(name, (real, group) -> plant.apply(real), invariants);
  }

  static Mutant inGroup(
      String name, BiFunction<Replica, Membership, Replica> plant, String... invariants) {
    return new Mutant(name, plant, Set.of(), Set.of(invariants), 1);
  }

  static Mutant of(String name, Negligence negligence, String... invariants) {
    return new Mutant(name, (real, group) -> real, Set.of(negligence), Set.of(invariants), 1);
  }

  Subject subject() {
    return new Subject(
        (settings, self, group, state, random) ->
            plant.apply(Replica.real(settings, self, group, state, random), group),
        negligence);
  }

  Mutant foundBy(long seed) {
    return new Mutant(name, plant, negligence, invariants, seed);
  }

  /** Runs one seed after the other, each of {@link #MAX_SEEDS} once, until one finds it. */
  Optional<Finding> find() {
    return FOUND.computeIfAbsent(name, unknown -> search());
  }

  private Optional<Finding> search() {
    long steps = 0;
    for (int tried = 0; tried < MAX_SEEDS; tried++) {
      long seed = 1 + (knownSeed - 1 + tried) % MAX_SEEDS;
      try {
        steps += RaftSimulation.run(Scenario.draw(seed), subject()).steps();
      } catch (InvariantViolation violation) {
        return Optional.of(new Finding(Recipe.of(seed), steps + violation.step(), violation));
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return name;
  }
}
