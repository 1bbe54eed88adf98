package io.troupe.testkit.simulation.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.testkit.simulation.Coverage;
import io.troupe.testkit.simulation.InvariantViolation;
import io.troupe.testkit.simulation.Recipe;
import io.troupe.testkit.simulation.Shrinking;
import io.troupe.testkit.simulation.Sometimes;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Many runs, and what they did in all. {@code -Dtroupe.paxos.seeds=N} runs the first N; {@code
 * -Dtroupe.scenario=X} runs only X, as it is; {@code -Dtroupe.trace=FILE} writes its trace.
 */
final class Runs {
  /** What must go wrong sometimes, or the suite is vacuous (L4). */
  private static final List<Sometimes> EXPECTED =
      List.of(
          Sometimes.CRASHED,
          Sometimes.CRASHED_WHILE_WRITING,
          Sometimes.UNSYNCED_WRITES_LOST,
          Sometimes.WRITE_FAILED,
          Sometimes.DAMAGE_REFUSED,
          Sometimes.WIPED_NODE_KEPT_OUT,
          Sometimes.PAUSED,
          Sometimes.PARTITIONED,
          Sometimes.MESSAGE_LOST,
          Sometimes.MESSAGE_DUPLICATED,
          Sometimes.PAST_REPEATED);

  /** Runs a recipe. */
  interface Run {
    PaxosRunResult of(Recipe recipe, Optional<Appendable> trace);
  }

  private final Coverage coverage = new Coverage();
  private final SortedMap<String, Long> happened = new TreeMap<>();
  private final long started = System.nanoTime();
  private long runs;
  private long steps;
  private double virtualSeconds;

  private Runs() {}

  static Recipe recipe(long seed) {
    return Recipe.of(seed, PaxosScenario.HORIZON_MILLIS);
  }

  /** Runs what the system properties say, without them so many seeds. */
  static void check(long defaultSeeds, Run run, List<String> expected) throws IOException {
    Optional<String> one = Optional.ofNullable(System.getProperty("troupe.scenario"));
    Runs all = new Runs();
    if (one.isPresent()) {
      all.add(alone(Recipe.parse(one.get()), run));
      System.out.println(all);
      return;
    }
    LongStream.rangeClosed(1, Long.getLong("troupe.paxos.seeds", defaultSeeds))
        .forEach(seed -> all.add(shrunk(recipe(seed), run)));
    System.out.println(all);
    assertThat(EXPECTED).as("L4").allMatch(what -> all.coverage.of(what) > 0);
    assertThat(all.happened.keySet()).as("L4").containsAll(expected);
  }

  private static PaxosRunResult alone(Recipe recipe, Run run) throws IOException {
    Optional<String> file = Optional.ofNullable(System.getProperty("troupe.trace"));
    if (file.isEmpty()) {
      return run.of(recipe, Optional.empty());
    }
    try (Writer trace = Files.newBufferedWriter(Path.of(file.get()))) {
      return run.of(recipe, Optional.of(trace));
    }
  }

  private static PaxosRunResult shrunk(Recipe recipe, Run run) {
    try {
      return run.of(recipe, Optional.empty());
    } catch (InvariantViolation violation) {
      int faults = PaxosScenario.draw(recipe).plan().faults().size();
      Shrinking.Result small =
          Shrinking.shrink(recipe, violation, faults, other -> violationOf(other, run));
      throw small.violation().foundBy("found by scenario " + recipe + ", shrunk");
    }
  }

  private static Optional<InvariantViolation> violationOf(Recipe recipe, Run run) {
    try {
      run.of(recipe, Optional.empty());
      return Optional.empty();
    } catch (InvariantViolation violation) {
      return Optional.of(violation);
    }
  }

  private void add(PaxosRunResult result) {
    coverage.add(result.coverage());
    result.happened().forEach((what, count) -> happened.merge(what, count, Long::sum));
    runs++;
    steps += result.steps();
    virtualSeconds += result.virtualNanos() / 1e9;
  }

  @Override
  public String toString() {
    return String.format(
        "%d seeds, %d steps, %.1f simulated hours, in %d ms%nhappened: %s%nfaults: %s%nsometimes:"
            + " %s",
        runs,
        steps,
        virtualSeconds / 3600,
        (System.nanoTime() - started) / 1_000_000,
        happened,
        coverage.faults(),
        coverage);
  }
}
