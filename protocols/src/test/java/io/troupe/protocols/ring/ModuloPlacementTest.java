package io.troupe.protocols.ring;

import static io.troupe.protocols.ring.Members.named;
import static io.troupe.protocols.ring.Members.node;
import static io.troupe.protocols.ring.Members.nodes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What everybody tries first, and why not. */
class ModuloPlacementTest {
  private static final int KEYS = 100_000;

  @Test
  void the_owner_is_the_token_modulo_the_number_of_nodes_and_the_next_ones_follow() {
    ModuloPlacement placement = ModuloPlacement.of(named("c", "a", "b"));

    assertThat(placement.ownerOf(4)).isEqualTo(node("b"));
    assertThat(placement.preferenceList(5, 3)).isEqualTo(nodes("c", "a", "b"));
    assertThat(placement.ownerOf(-1)).isEqualTo(node("a")); // 2^64 - 1 is a multiple of 3
    assertThatIllegalArgumentException().isThrownBy(() -> placement.preferenceList(5, 4));
  }

  /** Nine of ten keys, where a ring and a table move one. */
  @Test
  void when_the_tenth_node_joins_nine_of_ten_keys_move() {
    Placement nine = ModuloPlacement.of(Members.equal(9));
    Placement ten = ModuloPlacement.of(Members.equal(10));
    HashRing ringOfNine = HashRing.of(Members.equal(9));
    HashRing ringOfTen = HashRing.of(Members.equal(10));

    assertThat(moved(nine, ten)).isBetween(0.89, 0.91);
    assertThat(moved(ringOfNine, ringOfTen)).isBetween(0.08, 0.12);
  }

  private static double moved(Placement before, Placement after) {
    return LongStream.range(0, KEYS)
            .map(key -> TokenHash.MURMUR3_X64_128.tokenOf(Members.key((int) key)))
            .filter(token -> !before.ownerOf(token).equals(after.ownerOf(token)))
            .count()
        / (double) KEYS;
  }
}
