package io.troupe.bench.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.ring.Member;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each contender does what it is compared for. */
class ContenderTest {
  private static final List<Member> THREE =
      Stream.of("a", "b", "c").map(name -> Member.of(new NodeId(name))).toList();

  @ParameterizedTest
  @EnumSource(Contender.class)
  void it_uses_all_members_and_says_the_same_twice(Contender contender) {
    Router router = contender.over(THREE);
    Router again = contender.over(THREE);
    List<NodeId> owners =
        Stream.iterate(0, i -> i + 1)
            .limit(100)
            .map(ContenderTest::key)
            .map(router::ownerOf)
            .toList();

    assertThat(owners).containsAll(THREE.stream().map(Member::node).toList());
    for (int i = 0; i < 100; i++) {
      assertThat(again.ownerOf(key(i))).isEqualTo(owners.get(i));
    }
  }

  @Test
  void only_modulo_moves_most_keys_when_a_node_joins() {
    assertThat(Quality.of(Contender.MODULO, 1).joinToLeast()).isGreaterThan(8);
    assertThat(Quality.of(Contender.RENDEZVOUS, 1).joinToLeast()).isBetween(0.9, 1.1);
    assertThat(Quality.of(Contender.TROUPE_TABLE, 1).maxToMeanMedian()).isLessThan(1.1);
  }

  private static byte[] key(int number) {
    return new byte[] {(byte) number, 1, 2, 3, 4, 5, 6, 7};
  }
}
