package io.troupe.protocols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MembershipTest {
  @Test
  void voters_are_sorted_unique_and_at_least_one() {
    assertThat(Membership.of(List.of(new NodeId("b"), new NodeId("a"))).voters())
        .containsExactly(new NodeId("a"), new NodeId("b"));
    assertThatThrownBy(() -> Membership.of(List.of()))
        .hasMessage("a group needs at least one voter");
    assertThatThrownBy(() -> Membership.of(List.of(new NodeId("a"), new NodeId("a"))))
        .hasMessage("duplicate voter in [a, a]");
  }

  @Test
  void any_two_quorums_share_a_voter() {
    for (int n = 1; n <= 7; n++) {
      Membership group = group(n);
      for (int first = 0; first < 1 << n; first++) {
        for (int second = 0; second < 1 << n; second++) {
          if (group.isQuorum(subset(first, n)) && group.isQuorum(subset(second, n))) {
            assertThat(first & second).isNotZero();
          }
        }
      }
    }
  }

  @Test
  void strangers_do_not_count() {
    assertThat(group(3).isQuorum(List.of(new NodeId("n0"), new NodeId("x"), new NodeId("y"))))
        .isFalse();
  }

  /** Every way to give each of up to 7 voters one of 3 numbers. */
  @Test
  void what_a_quorum_reached_is_the_largest_number_that_a_quorum_has_at_least() {
    for (int n = 1; n <= 7; n++) {
      Membership group = group(n);
      for (int code = 0; code < Math.pow(3, n); code++) {
        int[] reached = digits(code, n);

        long answer = group.reachedByQuorum(id -> reached[number(id)]);

        assertThat(group.isQuorum(atLeast(answer, reached))).isTrue();
        assertThat(group.isQuorum(atLeast(answer + 1, reached))).isFalse();
      }
    }
  }

  private static Membership group(int n) {
    return Membership.of(subset((1 << n) - 1, n));
  }

  private static List<NodeId> subset(int bits, int n) {
    List<NodeId> nodes = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      if ((bits >> i & 1) == 1) {
        nodes.add(new NodeId("n" + i));
      }
    }
    return nodes;
  }

  private static List<NodeId> atLeast(long wanted, int[] reached) {
    List<NodeId> nodes = new ArrayList<>();
    for (int i = 0; i < reached.length; i++) {
      if (reached[i] >= wanted) {
        nodes.add(new NodeId("n" + i));
      }
    }
    return nodes;
  }

  private static int[] digits(int code, int n) {
    int[] digits = new int[n];
    for (int i = 0, rest = code; i < n; i++, rest /= 3) {
      digits[i] = rest % 3;
    }
    return digits;
  }

  private static int number(NodeId id) {
    return Integer.parseInt(id.value().substring(1));
  }
}
