package io.troupe.testkit.simulation.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Registers under seeds: see {@link Runs} for the system properties. */
class RegisterSimulationTest {
  @Test
  void every_register_is_linearizable_under_every_seed() throws IOException {
    Runs.check(
        80,
        (recipe, trace) -> RegisterSimulation.run(recipe, RegisterSubject.REAL, trace),
        List.of(
            "Committed",
            "Rejected",
            "Unknown",
            "ONE_ROUND_TRIP",
            "FINISHED_ITS_OWN",
            "CAS_DONE",
            "CAS_FAILED",
            "DELETED",
            "WRITTEN_ANEW",
            "ERASING",
            "MADE_WAY",
            "ALL_COLLECTED",
            "HISTORY_DECIDED"));
  }

  @Test
  void the_same_seed_gives_the_same_trace_byte_for_byte() {
    StringBuilder first = new StringBuilder();
    StringBuilder second = new StringBuilder();

    RegisterSimulation.run(Runs.recipe(3), RegisterSubject.REAL, Optional.of(first));
    RegisterSimulation.run(Runs.recipe(3), RegisterSubject.REAL, Optional.of(second));

    assertThat(first.length()).isPositive();
    assertThat(second.toString().equals(first.toString())).isTrue();
  }
}
