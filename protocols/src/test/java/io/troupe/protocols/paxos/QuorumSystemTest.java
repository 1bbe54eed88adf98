package io.troupe.protocols.paxos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.protocols.Membership;
import io.troupe.protocols.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("FPaxos-3")
class QuorumSystemTest {
  @Test
  void majorities_of_up_to_nine_meet_and_a_smaller_number_is_never_enough() {
    for (int size = 1; size <= 9; size++) {
      QuorumSystem majority = QuorumSystem.majority(nodes(size));

      assertThat(everyPairMeets(majority)).as("%d acceptors", size).isTrue();
      assertThat(majority.isPhase1Quorum(nodes(size / 2 + 1))).isTrue();
      assertThat(majority.isPhase2Quorum(nodes(size / 2))).isFalse();
    }
  }

  @Test
  void flexible_quorums_are_accepted_exactly_if_their_sizes_exceed_the_number_of_acceptors() {
    for (int size = 1; size <= 9; size++) {
      Membership members = Membership.of(nodes(size));
      for (int phase1 = 1; phase1 <= size; phase1++) {
        for (int phase2 = 1; phase2 <= size; phase2++) {
          int one = phase1;
          int two = phase2;
          if (one + two > size) {
            assertThat(everyPairMeets(new Flexible(members, one, two))).isTrue();
          } else {
            assertThatThrownBy(() -> new Flexible(members, one, two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be more than " + size);
          }
        }
      }
    }
  }

  @Test
  void weights_decide_and_half_of_them_is_not_enough() {
    QuorumSystem weighted =
        new Weighted(Map.of(node(0), 3, node(1), 1, node(2), 1, node(3), 1, node(4), 0));

    assertThat(weighted.isPhase1Quorum(List.of(node(0)))).isFalse();
    assertThat(weighted.isPhase1Quorum(List.of(node(0), node(4)))).isFalse();
    assertThat(weighted.isPhase2Quorum(List.of(node(0), node(1)))).isTrue();
    assertThat(weighted.isPhase2Quorum(List.of(node(1), node(2), node(3)))).isFalse();
  }

  @Test
  void any_weights_give_quorums_that_meet() {
    long seed = 7;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      Map<NodeId, Integer> weights = new HashMap<>();
      nodes(1 + random.nextInt(7)).forEach(node -> weights.put(node, random.nextInt(5)));
      weights.put(node(0), 1);

      assertThat(everyPairMeets(new Weighted(weights))).as("seed %d: %s", seed, weights).isTrue();
    }
  }

  @Test
  void in_a_grid_every_row_crosses_every_column() {
    Grid grid = new Grid(List.of(nodes(6).subList(0, 3), nodes(6).subList(3, 6)));

    assertThat(everyPairMeets(grid)).isTrue();
    assertThat(grid.isPhase1Quorum(List.of(node(0), node(1), node(2)))).isTrue();
    assertThat(grid.isPhase1Quorum(List.of(node(0), node(1), node(3)))).isFalse();
    assertThat(grid.isPhase2Quorum(List.of(node(1), node(4)))).isTrue();
    assertThat(grid.isPhase2Quorum(List.of(node(1), node(3)))).isFalse();
  }

  @Test
  void a_grid_that_is_none_is_refused() {
    assertThatThrownBy(() -> new Grid(List.of(List.of(node(0), node(1)), List.of(node(2)))))
        .hasMessageContaining("equally long");
    assertThatThrownBy(() -> new Grid(List.of(List.of(node(0)), List.of(node(0)))))
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> new Grid(List.of())).hasMessageContaining("at least one");
  }

  @Test
  void quorums_named_one_by_one_are_tried_and_those_that_do_not_meet_are_refused() {
    Membership members = Membership.of(nodes(4));
    Set<NodeId> left = Set.of(node(0), node(1));
    Set<NodeId> right = Set.of(node(2), node(3));

    QuorumSystem meets = new Listed(members, List.of(left), List.of(Set.of(node(1), node(2))));

    assertThat(meets.isPhase1Quorum(List.of(node(0), node(1), node(3)))).isTrue();
    assertThat(meets.isPhase2Quorum(left)).isFalse();
    assertThatThrownBy(() -> new Listed(members, List.of(left), List.of(right)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("misses");
    assertThatThrownBy(() -> new Listed(members, List.of(Set.of(node(7))), List.of(left)))
        .hasMessageContaining("no acceptor");
  }

  @Test
  void quorums_named_one_by_one_of_more_than_nine_are_refused_and_structured_ones_are_not() {
    Membership ten = Membership.of(nodes(10));

    assertThatThrownBy(
            () -> new Listed(ten, List.of(Set.copyOf(nodes(10))), List.of(Set.of(node(0)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("only of 9");
    assertThat(new Flexible(Membership.of(nodes(100)), 90, 11).isPhase2Quorum(nodes(11))).isTrue();
    assertThat(QuorumSystem.majority(nodes(101)).isPhase1Quorum(nodes(50))).isFalse();
  }

  @Test
  void who_is_no_acceptor_does_not_count() {
    QuorumSystem majority = QuorumSystem.majority(nodes(3));

    assertThat(majority.isPhase1Quorum(List.of(node(0), node(8), node(9)))).isFalse();
  }

  /** By the definition, without the shortcut of the production code. */
  private static boolean everyPairMeets(QuorumSystem system) {
    List<Set<NodeId>> all = subsets(system.acceptors());
    List<Set<NodeId>> phase1 = all.stream().filter(system::isPhase1Quorum).toList();
    List<Set<NodeId>> phase2 = all.stream().filter(system::isPhase2Quorum).toList();
    return !phase1.isEmpty()
        && !phase2.isEmpty()
        && phase1.stream()
            .allMatch(one -> phase2.stream().allMatch(two -> one.stream().anyMatch(two::contains)));
  }

  private static List<Set<NodeId>> subsets(List<NodeId> nodes) {
    List<Set<NodeId>> subsets = new ArrayList<>();
    for (int mask = 0; mask < 1 << nodes.size(); mask++) {
      Set<NodeId> some = new HashSet<>();
      for (int i = 0; i < nodes.size(); i++) {
        if ((mask >> i & 1) == 1) {
          some.add(nodes.get(i));
        }
      }
      subsets.add(some);
    }
    return subsets;
  }

  private static List<NodeId> nodes(int count) {
    return IntStream.range(0, count).mapToObj(QuorumSystemTest::node).toList();
  }

  private static NodeId node(int number) {
    return new NodeId(String.format("n%03d", number));
  }
}
