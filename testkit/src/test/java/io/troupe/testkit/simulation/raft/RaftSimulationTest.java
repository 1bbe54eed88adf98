package io.troupe.testkit.simulation.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.testkit.simulation.Recipe;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Whole groups under seeds. {@code -Dtroupe.seeds=N} runs the first N; {@code -Dtroupe.scenario=X}
 * runs only X, a seed or what the report of a failure names, as it is; {@code -Dtroupe.trace=FILE}
 * writes its trace.
 */
class RaftSimulationTest {
  private static final long SEEDS = Long.getLong("troupe.seeds", 400);
  private static final Optional<Recipe> ONE =
      Optional.ofNullable(System.getProperty("troupe.scenario")).map(Recipe::parse);
  private static final Optional<Path> TRACE =
      Optional.ofNullable(System.getProperty("troupe.trace")).map(Path::of);

  @Test
  void every_invariant_holds_under_every_seed_and_all_that_should_happen_sometimes_does()
      throws IOException {
    Tally tally = new Tally();
    for (Recipe recipe : recipes()) {
      tally.add(run(recipe));
    }

    System.out.println(tally.report());
    if (ONE.isEmpty()) {
      assertThat(tally.coverage().missing()).as("what never happened (L4)").isEmpty();
    }
  }

  @Test
  void the_same_seed_gives_the_same_trace_byte_for_byte() {
    for (long seed = 1; seed <= 3; seed++) {
      StringBuilder first = new StringBuilder();
      StringBuilder second = new StringBuilder();

      RaftSimulation.run(Scenario.draw(seed), Subject.REAL, first);
      RaftSimulation.run(Scenario.draw(seed), Subject.REAL, second);

      assertThat(first.length()).isPositive();
      assertThat(second.toString().equals(first.toString())).as("seed %d", seed).isTrue();
    }
  }

  private static RunResult run(Recipe recipe) throws IOException {
    if (ONE.isEmpty()) {
      return Revision.named(() -> ShrinkingRun.run(recipe, Subject.REAL));
    }
    if (TRACE.isEmpty()) {
      return RaftSimulation.run(Scenario.draw(recipe));
    }
    try (Writer trace = Files.newBufferedWriter(TRACE.get())) {
      return RaftSimulation.run(Scenario.draw(recipe), Subject.REAL, trace);
    }
  }

  private static List<Recipe> recipes() {
    return ONE.map(List::of)
        .orElseGet(() -> LongStream.rangeClosed(1, SEEDS).mapToObj(Recipe::of).toList());
  }
}
