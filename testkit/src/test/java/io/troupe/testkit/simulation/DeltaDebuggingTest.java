package io.troupe.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeltaDebuggingTest {
  private static final List<Integer> ALL = IntStream.range(0, 100).boxed().toList();

  @Test
  void only_what_is_needed_for_the_failure_is_left_in_its_order() {
    Predicate<List<Integer>> fails = part -> part.containsAll(List.of(3, 50, 51, 99));

    assertThat(DeltaDebugging.minimize(ALL, fails)).containsExactly(3, 50, 51, 99);
  }

  @Test
  void nothing_is_left_when_nothing_is_needed() {
    assertThat(DeltaDebugging.minimize(ALL, part -> true)).isEmpty();
  }

  @Test
  void no_single_item_can_be_taken_away_from_what_is_left() {
    Predicate<List<Integer>> fails = part -> part.stream().filter(i -> i % 7 == 0).count() >= 5;

    assertThat(DeltaDebugging.minimize(ALL, fails)).hasSize(5).allMatch(i -> i % 7 == 0);
  }
}
