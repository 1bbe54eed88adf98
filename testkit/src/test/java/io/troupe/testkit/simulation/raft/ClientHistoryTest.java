package io.troupe.testkit.simulation.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.testkit.simulation.InvariantViolation;
import org.junit.jupiter.api.Test;

/** The second opinion on what clients are told can be an unfavourable one. */
class ClientHistoryTest {
  private static final int KEY = 1;
  private static final long FIRST = Registers.COUNT + KEY;
  private static final long SECOND = 2 * Registers.COUNT + KEY;
  private static final long READ = 3 * Registers.COUNT + KEY;

  private final ClientHistory history = new ClientHistory();

  @Test
  void a_read_that_sees_less_than_was_acknowledged_is_a_violation_of_l1() {
    history.proposing(FIRST);
    history.returned(FIRST, 0);
    history.reading(READ);
    history.returned(READ, 0);

    assertThatThrownBy(history::check)
        .isInstanceOf(InvariantViolation.class)
        .hasMessageContaining("L1");
  }

  @Test
  void a_proposal_that_is_in_the_log_twice_is_a_violation_of_l1() {
    history.proposing(FIRST);
    history.returned(FIRST, 0);
    history.proposing(SECOND);
    history.returned(SECOND, FIRST);
    history.reading(READ);
    history.returned(READ, FIRST);

    assertThatThrownBy(history::check).isInstanceOf(InvariantViolation.class);
  }

  @Test
  void a_proposal_refused_that_was_seen_is_a_violation_of_l1() {
    history.proposing(FIRST);
    history.refused(FIRST);
    history.reading(READ);
    history.returned(READ, FIRST);

    assertThatThrownBy(history::check).isInstanceOf(InvariantViolation.class);
  }

  @Test
  void a_proposal_without_an_answer_may_have_happened_or_not() {
    history.proposing(FIRST);
    history.proposing(SECOND);
    history.returned(SECOND, 0);
    history.reading(READ);
    history.returned(READ, FIRST);

    assertThat(history.check()).isEqualTo(new ClientHistory.Checked(3, true));
  }
}
