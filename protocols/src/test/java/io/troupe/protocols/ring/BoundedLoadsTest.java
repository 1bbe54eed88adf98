package io.troupe.protocols.ring;

import static io.troupe.protocols.ring.Members.named;
import static io.troupe.protocols.ring.Members.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.troupe.protocols.NodeId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Mirrokni, Thorup and Zadimoghaddam 2018. */
class BoundedLoadsTest {
  private static final List<byte[]> KEYS =
      IntStream.range(0, 10_000).mapToObj(Members::key).toList();

  @Test
  void no_node_gets_more_than_its_share_and_epsilon() {
    HashRing ring = HashRing.of(named("a", "b*2", "c", "d"));
    for (int epsilon : new int[] {0, 1, 10, 25, 100}) {
      Balance balance = Balance.of(ring.members(), BoundedLoads.assign(ring, KEYS, epsilon));

      for (Member member : ring.members()) {
        assertThat(balance.countOf(member.node()))
            .as("epsilon %d %%, %s", epsilon, member)
            .isLessThanOrEqualTo(2_000 * member.weight() * (100 + epsilon) / 100);
      }
    }
  }

  @Test
  void a_key_goes_clockwise_past_the_full_nodes_only() {
    HashRing ring = HashRing.of(Members.equal(10));
    List<NodeId> owners = BoundedLoads.assign(ring, KEYS, 5);
    Balance balance = Balance.of(ring.members(), owners);

    for (int i = 0; i < KEYS.size(); i++) {
      List<NodeId> clockwise = ring.preferenceList(ring.tokenOf(KEYS.get(i)), 10);
      for (NodeId passed : inRingOrder(ring, KEYS.get(i), owners.get(i), clockwise)) {
        assertThat(balance.countOf(passed)).isEqualTo(1_050);
      }
    }
  }

  /** All nodes are in one rack, so a preference list is the order of the ring. */
  private static List<NodeId> inRingOrder(
      HashRing ring, byte[] key, NodeId owner, List<NodeId> clockwise) {
    assertThat(clockwise.get(0)).isEqualTo(ring.ownerOf(key));
    return clockwise.subList(0, clockwise.indexOf(owner));
  }

  @Test
  void with_much_room_it_is_the_plain_ring() {
    HashRing ring = HashRing.of(Members.equal(10));

    assertThat(BoundedLoads.assign(ring, KEYS, 1_000))
        .isEqualTo(KEYS.stream().map(ring::ownerOf).toList());
  }

  @Test
  void the_order_in_which_keys_come_makes_no_difference() {
    HashRing ring = HashRing.of(Members.equal(7));
    List<byte[]> shuffled = new ArrayList<>(KEYS);
    Collections.shuffle(shuffled, new Random(3));

    assertThat(ownersByKey(ring, shuffled)).isEqualTo(ownersByKey(ring, KEYS));
  }

  private static Map<String, NodeId> ownersByKey(HashRing ring, List<byte[]> keys) {
    List<NodeId> owners = BoundedLoads.assign(ring, keys, 10);
    Map<String, NodeId> byKey = new HashMap<>();
    for (int i = 0; i < owners.size(); i++) {
      byKey.put(new String(keys.get(i), StandardCharsets.UTF_8), owners.get(i));
    }
    return byKey;
  }

  @Test
  void no_keys_and_one_node_are_nothing_special_and_a_negative_epsilon_is_refused() {
    HashRing ring = HashRing.of(named("a"));

    assertThat(BoundedLoads.assign(ring, List.of(), 0)).isEmpty();
    assertThat(BoundedLoads.assign(ring, KEYS, 0)).containsOnly(node("a"));
    assertThatIllegalArgumentException().isThrownBy(() -> BoundedLoads.assign(ring, KEYS, -1));
  }
}
