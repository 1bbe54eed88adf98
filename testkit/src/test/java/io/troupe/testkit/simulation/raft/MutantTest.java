package io.troupe.testkit.simulation.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulator can fail: planted bugs are found, each within a bounded number of seeds. */
class MutantTest {
  static List<Mutant> bugs() {
    return Mutants.ALL;
  }

  @ParameterizedTest(name = "a replica that {0}")
  @MethodSource("bugs")
  void a_planted_bug_is_found_by_the_invariant_that_it_breaks(Mutant mutant) {
    Optional<Mutant.Finding> finding = mutant.find();

    assertThat(finding)
        .as("a replica that %s, within %d seeds", mutant, Mutant.MAX_SEEDS)
        .isPresent();
    assertThat(mutant.invariants()).contains(finding.orElseThrow().violation().invariant());
    print(mutant, finding.orElseThrow());
  }

  private static void print(Mutant mutant, Mutant.Finding finding) {
    System.out.printf(
        "%-40s seed %3s, step %7d: %s, %s%n",
        mutant,
        finding.recipe(),
        finding.steps(),
        finding.violation().invariant(),
        finding.violation().finding().lines().findFirst().orElse(""));
  }
}
