package io.troupe.testkit.simulation.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.testkit.simulation.Coverage;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Whole groups under seeds. {@code -Dtroupe.seed=N} runs that one only, {@code -Dtroupe.seeds=N}
 * the first N; {@code -Dtroupe.trace=FILE} writes the trace of the last one run.
 */
class RaftSimulationTest {
  private static final long SEEDS = Long.getLong("troupe.seeds", 400);
  private static final Long ONE_SEED = Long.getLong("troupe.seed");
  private static final String TRACE = System.getProperty("troupe.trace");

  @Test
  void every_invariant_holds_under_every_seed_and_all_that_should_happen_sometimes_does()
      throws IOException {
    Coverage coverage = new Coverage();
    long steps = 0;
    long virtualNanos = 0;
    long started = System.nanoTime();
    for (long seed : seeds()) {
      RunResult result = run(Scenario.draw(seed));
      coverage.add(result.coverage());
      steps += result.steps();
      virtualNanos += result.virtualNanos();
    }
    long seconds = (System.nanoTime() - started) / 1_000_000_000;

    System.out.printf(
        "%d seeds, %d steps, %d s of virtual time in %d s%n%s%n",
        seeds().length, steps, virtualNanos / 1_000_000_000, seconds, coverage);
    if (ONE_SEED == null) {
      assertThat(coverage.missing()).as("what never happened (L4)").isEmpty();
    }
  }

  @Test
  void the_same_seed_gives_the_same_trace_byte_for_byte() {
    for (long seed = 1; seed <= 3; seed++) {
      StringBuilder first = new StringBuilder();
      StringBuilder second = new StringBuilder();

      RaftSimulation.run(Scenario.draw(seed), Replica::real, first);
      RaftSimulation.run(Scenario.draw(seed), Replica::real, second);

      assertThat(first.length()).isPositive();
      assertThat(second.toString().equals(first.toString())).as("seed %d", seed).isTrue();
    }
  }

  private static RunResult run(Scenario scenario) throws IOException {
    if (TRACE == null) {
      return RaftSimulation.run(scenario);
    }
    try (Writer trace = Files.newBufferedWriter(Path.of(TRACE))) {
      return RaftSimulation.run(scenario, Replica::real, trace);
    }
  }

  private static long[] seeds() {
    return ONE_SEED == null ? LongStream.rangeClosed(1, SEEDS).toArray() : new long[] {ONE_SEED};
  }
}
