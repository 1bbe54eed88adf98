package io.troupe.testkit.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.testkit.linearizability.Verdict.Linearizable;
import io.troupe.testkit.linearizability.Verdict.NotLinearizable;
import io.troupe.testkit.linearizability.Verdict.Undecided;
import io.troupe.testkit.linearizability.models.KeyValueMap;
import io.troupe.testkit.linearizability.models.Register;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The meaning of histories, by small ones. */
class LinearizabilityCheckerTest {
  private static final HistoryFormat<Register.Input<String>, Register.Output<String>> LINES =
      new HistoryFormat<>(Register.Input.class, Register.Output.class);

  private static Verdict<Register.Input<String>, Register.Output<String>> check(String... lines) {
    return LinearizabilityChecker.check(
        new Register<>(), LINES.read(List.of(lines)), Bounds.standard());
  }

  @Test
  void the_empty_history_is_linearizable() {
    assertThat(check()).isInstanceOf(Linearizable.class);
  }

  @Test
  void a_read_may_see_a_write_that_has_not_returned() {
    assertThat(check("0 invoke write 1", "1 invoke read", "1 return value 1", "0 return written"))
        .isInstanceOf(Linearizable.class);
  }

  @Test
  void a_read_may_miss_a_write_that_has_not_returned() {
    assertThat(check("0 invoke write 1", "1 invoke read", "1 return value", "0 return written"))
        .isInstanceOf(Linearizable.class);
  }

  @Test
  void a_read_must_not_miss_a_write_that_has_returned() {
    assertThat(check("0 invoke write 1", "0 return written", "1 invoke read", "1 return value"))
        .isInstanceOf(NotLinearizable.class);
  }

  @Test
  void a_value_that_was_overwritten_does_not_come_back() {
    assertThat(
            check(
                "0 invoke write 1",
                "1 invoke read",
                "1 return value 1",
                "1 invoke read",
                "1 return value",
                "0 return written"))
        .isInstanceOf(NotLinearizable.class);
  }

  @Test
  void a_write_of_unknown_outcome_may_happen_long_after() {
    assertThat(
            check(
                "0 invoke write 1",
                "0 unknown",
                "1 invoke write 2",
                "1 return written",
                "1 invoke read",
                "1 return value 2",
                "1 invoke read",
                "1 return value 1"))
        .isInstanceOf(Linearizable.class);
  }

  @Test
  void a_write_of_unknown_outcome_happens_only_once() {
    assertThat(
            check(
                "0 invoke write 1",
                "0 unknown",
                "1 invoke read",
                "1 return value 1",
                "1 invoke write 2",
                "1 return written",
                "1 invoke read",
                "1 return value 1"))
        .isInstanceOf(NotLinearizable.class);
  }

  /**
   * What the first read saw can only have been the cas: the write is still needed for the second.
   */
  @Test
  void which_operation_of_unknown_outcome_explains_a_read_may_become_clear_later() {
    assertThat(
            check(
                "0 invoke write 0",
                "0 return written",
                "1 invoke write 1",
                "2 invoke cas 0 1",
                "0 invoke read",
                "0 return value 1",
                "0 invoke write 2",
                "0 return written",
                "0 invoke read",
                "0 return value 1"))
        .isInstanceOf(Linearizable.class);
  }

  @Test
  void a_write_of_unknown_outcome_does_not_happen_before_its_invocation() {
    assertThat(check("1 invoke read", "1 return value 1", "0 invoke write 1", "0 unknown"))
        .isInstanceOf(NotLinearizable.class);
  }

  @Test
  void a_write_that_failed_never_happens() {
    assertThat(check("0 invoke write 1", "0 fail", "1 invoke read", "1 return value 1"))
        .isInstanceOf(NotLinearizable.class);
  }

  @Test
  void equal_times_mean_concurrent() {
    Register.Output<String> written = new Register.Written<>();
    Register.Output<String> nothing = new Register.Value<>(Optional.empty());
    Operation<Register.Input<String>, Register.Output<String>> write =
        Operation.returned(0, new Register.Write<>("1"), written, 1, 2);
    History<Register.Input<String>, Register.Output<String>> touching =
        new History<>(List.of(write, Operation.returned(1, new Register.Read<>(), nothing, 2, 3)));
    History<Register.Input<String>, Register.Output<String>> apart =
        new History<>(List.of(write, Operation.returned(1, new Register.Read<>(), nothing, 3, 4)));

    assertThat(LinearizabilityChecker.check(new Register<>(), touching, Bounds.standard()))
        .isInstanceOf(Linearizable.class);
    assertThat(LinearizabilityChecker.check(new Register<>(), apart, Bounds.standard()))
        .isInstanceOf(NotLinearizable.class);
  }

  @Test
  void each_key_is_a_part_of_its_own() {
    HistoryFormat<KeyValueMap.Input<String, String>, KeyValueMap.Output<String>> lines =
        new HistoryFormat<>(KeyValueMap.Input.class, KeyValueMap.Output.class);
    Verdict<KeyValueMap.Input<String, String>, KeyValueMap.Output<String>> verdict =
        LinearizabilityChecker.check(
            new KeyValueMap<>(),
            lines.read(
                List.of(
                    "0 invoke put a 1",
                    "0 return done",
                    "0 invoke put b 2",
                    "0 return done",
                    "0 invoke get b",
                    "0 return value 1",
                    "0 invoke get a",
                    "0 return value 1")),
            Bounds.standard());

    assertThat(verdict)
        .isInstanceOfSatisfying(
            NotLinearizable.class, no -> assertThat(no.contradiction().key()).isEqualTo("b"));
  }

  @Test
  void too_little_memory_leaves_it_undecided() {
    assertThat(LinearizabilityChecker.check(new Register<>(), manyWriters(), bounds(10_000, 100)))
        .isInstanceOfSatisfying(
            Undecided.class,
            undecided ->
                assertThat(undecided.why())
                    .contains("part all", "more than 100 states", "allow more"));
  }

  @Test
  void too_little_time_leaves_it_undecided() {
    assertThat(
            LinearizabilityChecker.check(
                new Register<>(), manyWriters(), bounds(1, Long.MAX_VALUE)))
        .isInstanceOfSatisfying(
            Undecided.class,
            undecided -> assertThat(undecided.why()).contains("part all", "1 ms ran out"));
  }

  /** No order of forty writes at once explains the read, and 2^40 sets of them would be tried. */
  private static History<Register.Input<String>, Register.Output<String>> manyWriters() {
    List<Operation<Register.Input<String>, Register.Output<String>>> operations = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      operations.add(
          Operation.returned(
              i, new Register.Write<>("v" + i), new Register.Written<>(), i, 100 + i));
    }
    operations.add(
        Operation.returned(
            99, new Register.Read<>(), new Register.Value<>(Optional.of("none")), 50, 60));
    return new History<>(operations);
  }

  private static Bounds bounds(long millis, long states) {
    return new Bounds(Duration.ofMillis(millis), states);
  }
}
