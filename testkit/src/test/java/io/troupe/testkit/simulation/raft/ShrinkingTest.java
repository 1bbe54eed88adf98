package io.troupe.testkit.simulation.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.troupe.testkit.simulation.InvariantViolation;
import io.troupe.testkit.simulation.Recipe;
import io.troupe.testkit.simulation.Shrinking;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What fails is made small, goes on failing, and is replayed by the command that is printed. */
class ShrinkingTest {
  private record Shrunk(Mutant mutant, Mutant.Finding finding, Shrinking.Result result) {}

  private static Shrunk shrink(Mutant mutant) {
    Mutant.Finding finding = mutant.find().orElseThrow();
    return new Shrunk(
        mutant,
        finding,
        ShrinkingRun.shrink(finding.recipe(), finding.violation(), mutant.subject()));
  }

  @Test
  void planted_bugs_shrink_to_small_scenarios_that_their_texts_replay_exactly() {
    shrinkAndReplay(everyThird(Mutants.ALL));
  }

  @Tag("soak")
  @Test
  void every_planted_bug_shrinks_to_a_small_scenario_that_its_text_replays_exactly() {
    shrinkAndReplay(Mutants.ALL);
  }

  private static List<Mutant> everyThird(List<Mutant> all) {
    return IntStream.range(0, all.size()).filter(i -> i % 3 == 0).mapToObj(all::get).toList();
  }

  private static void shrinkAndReplay(List<Mutant> mutants) {
    List<Shrunk> all = mutants.stream().map(ShrinkingTest::shrink).toList();

    for (Shrunk shrunk : all) {
      Shrinking.Result result = shrunk.result();
      assertThat(result.faults()).isLessThanOrEqualTo(result.faultsBefore());
      assertThat(result.violation().invariant())
          .isEqualTo(shrunk.finding().violation().invariant());
      InvariantViolation replayed = replay(shrunk.mutant(), result.recipe().toString());
      assertThat(replayed.fingerprint())
          .as("%s, scenario %s", shrunk.mutant(), result.recipe())
          .isEqualTo(result.violation().fingerprint());
      assertThat(replayed.finding()).isEqualTo(result.violation().finding());
    }
    double before = median(all.stream().mapToInt(each -> each.result().faultsBefore()).toArray());
    double after = median(all.stream().mapToInt(each -> each.result().faults()).toArray());
    double runs = median(all.stream().mapToInt(each -> each.result().runs()).toArray());
    System.out.printf(
        "shrunk %d failures: median of faults %.0f before, %.0f after, in %.0f runs%n",
        all.size(), before, after, runs);
    assertThat(after).isLessThanOrEqualTo(before / 4);
  }

  @Test
  void a_failure_is_reported_shrunken_with_all_that_one_needs() {
    Mutant mutant =
        Mutants.ALL.stream()
            .filter(each -> each.name().equals("counts old votes"))
            .findFirst()
            .orElseThrow();
    Shrunk shrunk = shrink(mutant);

    InvariantViolation reported =
        catchThrowableOfType(
            InvariantViolation.class,
            () -> ShrinkingRun.run(shrunk.finding().recipe(), mutant.subject()));

    assertThat(reported)
        .hasMessageStartingWith(reported.invariant() + " violated: ")
        .hasMessageContaining("found by scenario " + shrunk.finding().recipe() + ", shrunk in ")
        .hasMessageContaining("RaftSettings[")
        .hasMessageContaining("last events:\n{\"t\":")
        .hasMessageContaining(" -Dtroupe.scenario=" + shrunk.result().recipe() + " ");
  }

  private static InvariantViolation replay(Mutant mutant, String recipe) {
    return catchThrowableOfType(
        InvariantViolation.class,
        () -> RaftSimulation.run(Scenario.draw(Recipe.parse(recipe)), mutant.subject()));
  }

  private static double median(int[] values) {
    Arrays.sort(values);
    return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2.0;
  }
}
