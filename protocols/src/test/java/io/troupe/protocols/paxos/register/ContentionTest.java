package io.troupe.protocols.paxos.register;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.register.RegisterContention.Figures;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What several proposers of one key make of each other's changes. */
class ContentionTest {
  private static final Set<NodeId> NONE = Set.of();
  private static final Set<NodeId> ONE = Set.of(new NodeId("c"));

  /** Each turn begins with a promise in hand that others have made worthless. */
  @ParameterizedTest(name = "down {0}, {1} changes in a turn")
  @MethodSource
  void nodes_that_change_a_key_in_turns_know_of_each_change_what_became_of_it(
      Set<NodeId> down, int changes) {
    Figures figures = new RegisterContention(down, 0, 1).inTurns(30, changes);

    assertThat(figures.committed()).isEqualTo(30 * changes).isEqualTo(figures.all());
    assertThat(figures.counted()).isEqualTo(figures.committed());
  }

  static Stream<Arguments>
      nodes_that_change_a_key_in_turns_know_of_each_change_what_became_of_it() {
    return Stream.of(NONE, ONE)
        .flatMap(down -> Stream.of(1, 10, 40).map(changes -> Arguments.of(down, changes)));
  }

  @ParameterizedTest(name = "down {0}, pauses up to {1} ms, seed {2}")
  @MethodSource
  void nodes_that_change_a_key_at_once_do_not_starve_each_other_and_seldom_lose_track(
      Set<NodeId> down, long pauseMs, long seed) {
    Figures figures = new RegisterContention(down, pauseMs * RegisterGroup.MS, seed).together(300);
    System.out.printf("down %s, pauses up to %d ms, seed %d: %s%n", down, pauseMs, seed, figures);

    assertThat(figures.rejected()).isZero();
    assertThat(figures.longestMs()).isLessThan(2_000);
    assertThat(figures.unknown()).isLessThan(figures.all() / 20);
    assertThat(figures.counted())
        .isBetween((long) figures.committed(), (long) figures.committed() + figures.unknown());
  }

  static Stream<Arguments>
      nodes_that_change_a_key_at_once_do_not_starve_each_other_and_seldom_lose_track() {
    return Stream.of(NONE, ONE)
        .flatMap(
            down ->
                Stream.of(0L, 20L, 100L)
                    .flatMap(
                        pause ->
                            Stream.of(1L, 2L, 3L).map(seed -> Arguments.of(down, pause, seed))));
  }
}
