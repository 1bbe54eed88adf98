package io.troupe.testkit.simulation.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.troupe.testkit.simulation.InvariantViolation;
import io.troupe.testkit.simulation.raft.Exploration.Limits;
import io.troupe.testkit.simulation.raft.Exploration.Result;
import io.troupe.testkit.simulation.raft.Exploration.Start;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Small groups, exhaustively. */
class ExplorationTest {
  private static final long MAX_RUNS = 3_000_000;

  @ParameterizedTest
  @CsvSource({"COLD, 5", "LED, 5"})
  void nothing_that_can_happen_within_a_few_events_breaks_an_invariant(Start start, int events) {
    explore(start, events);
  }

  @Tag("soak")
  @ParameterizedTest
  @CsvSource({"COLD, 7", "LED, 8"})
  void nothing_that_can_happen_within_eight_events_breaks_an_invariant(Start start, int events) {
    explore(start, events);
  }

  private static void explore(Start start, int events) {
    Result result = Exploration.explore(Subject.REAL, start, new Limits(events, 1, 1, MAX_RUNS));

    System.out.printf(
        "all of %d events after a %s start: %d sequences, %d states%n",
        events, start, result.runs(), result.states());
    assertThat(result.complete()).isTrue();
    assertThat(result.states()).isGreaterThan(3_000);
  }

  static List<Mutant> shallowBugs() {
    List<String> names =
        List.of(
            "forgets its vote",
            "forgets its term",
            "votes for any log",
            "commits what it sends",
            "proposes twice");
    return Mutants.ALL.stream().filter(mutant -> names.contains(mutant.name())).toList();
  }

  @ParameterizedTest(name = "a replica that {0}")
  @MethodSource("shallowBugs")
  void a_planted_bug_that_needs_few_events_is_found_with_the_fewest(Mutant mutant) {
    InvariantViolation found =
        catchThrowableOfType(
            InvariantViolation.class,
            () -> Exploration.explore(mutant.subject(), Start.COLD, new Limits(6, 1, 1, MAX_RUNS)));

    assertThat(found).isNotNull();
    assertThat(mutant.invariants()).contains(found.invariant());
    assertThat(found).hasMessageContaining("COLD, then\n");
    System.out.printf("%-40s %d events: %s%n", mutant, found.step(), found.invariant());
  }
}
