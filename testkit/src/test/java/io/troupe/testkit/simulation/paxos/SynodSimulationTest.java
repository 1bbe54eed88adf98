package io.troupe.testkit.simulation.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whole synods under seeds: see {@link Runs} for the system properties. */
class SynodSimulationTest {
  @Test
  void every_decision_has_one_value_under_every_seed() throws IOException {
    Runs.check(
        100,
        (recipe, trace) -> SynodSimulation.run(recipe, SynodSubject.REAL, trace),
        List.of("CHOSEN", "CHOSEN_AGAIN", "BACKING_OFF", "DECIDED"));
  }

  @Test
  void the_same_seed_gives_the_same_trace_byte_for_byte() {
    StringBuilder first = new StringBuilder();
    StringBuilder second = new StringBuilder();

    SynodSimulation.run(Runs.recipe(3), SynodSubject.REAL, Optional.of(first));
    SynodSimulation.run(Runs.recipe(3), SynodSubject.REAL, Optional.of(second));

    assertThat(first.length()).isPositive();
    assertThat(second.toString().equals(first.toString())).isTrue();
  }
}
