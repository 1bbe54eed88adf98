package io.troupe.protocols.ring;

import static io.troupe.protocols.ring.Members.named;
import static io.troupe.protocols.ring.Members.node;
import static io.troupe.protocols.ring.Members.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BalanceTest {
  @Test
  void the_node_that_has_most_is_related_to_the_mean() {
    Balance balance = Balance.of(named("a", "b", "c"), nodes("a", "a", "a", "b", "a", "b"));

    assertThat(balance.maxToShare()).isEqualTo(2.0);
    assertThat(balance.countOf(node("a"))).isEqualTo(4);
    assertThat(balance.countOf(node("c"))).isZero();
  }

  @Test
  void with_weights_it_is_the_one_that_has_most_of_its_share() {
    Balance balance = Balance.of(named("a*3", "b"), nodes("a", "a", "b", "b"));

    assertThat(balance.maxToShare()).isEqualTo(2.0);
  }

  @Test
  void nothing_at_all_is_spread_evenly() {
    assertThat(Balance.of(named("a", "b"), List.of()).maxToShare()).isZero();
  }
}
