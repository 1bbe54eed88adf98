package io.troupe.protocols.ring;

import static io.troupe.protocols.ring.Members.key;
import static io.troupe.protocols.ring.Members.node;
import static io.troupe.protocols.ring.Members.nodes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.troupe.protocols.NodeId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShardTableTest {
  private static final KeySpace THREE = KeySpace.of(3);

  @Test
  void a_key_is_looked_up_through_its_shard() {
    List<List<NodeId>> rows = List.of(nodes("a", "b"), nodes("b", "c"), nodes("c", "a"));
    ShardTable table = new ShardTable(1, THREE, rows);

    for (int i = 0; i < 100; i++) {
      List<NodeId> expected = rows.get(THREE.shardOf(key(i)));
      assertThat(table.replicasOf(key(i))).isEqualTo(expected);
      assertThat(table.leaderOf(key(i))).isEqualTo(expected.get(0));
    }
  }

  @Test
  void what_it_was_made_from_can_change_and_the_table_does_not() {
    List<NodeId> row = new ArrayList<>(nodes("a"));
    List<List<NodeId>> rows = new ArrayList<>(List.of(row, row, row));
    ShardTable table = new ShardTable(1, THREE, rows);

    row.set(0, node("b"));
    rows.clear();

    assertThat(table.replicas()).containsOnly(nodes("a")).hasSize(3);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> table.replicas().get(0).set(0, node("c")));
  }

  @Test
  void a_table_that_does_not_fit_its_keys_is_refused() {
    List<NodeId> row = nodes("a", "b");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ShardTable(0, THREE, List.of(row, row, row)))
        .withMessageContaining("epochs start at 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ShardTable(1, THREE, List.of(row, row)))
        .withMessageContaining("3 shards with 2 rows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ShardTable(1, THREE, List.of(row, List.of(), row)))
        .withMessageContaining("shard 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ShardTable(1, THREE, List.of(row, row, nodes("a", "a"))))
        .withMessageContaining("shard 2");
  }
}
