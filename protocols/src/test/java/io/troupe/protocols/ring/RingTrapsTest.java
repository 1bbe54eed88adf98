package io.troupe.protocols.ring;

import static io.troupe.protocols.ring.Members.key;
import static io.troupe.protocols.ring.Members.named;
import static io.troupe.protocols.ring.Members.node;
import static io.troupe.protocols.ring.Members.nodes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import io.troupe.protocols.NodeId;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The bugs of other rings and tables: H1 to H5, H19 and H22 of docs/traps.md. */
class RingTrapsTest {
  private static final ShardPlanner PLANNER = new ShardPlanner(KeySpace.of(257), 3);

  /** All tokens collide, many times over: as 32 bits would, only sooner. */
  @Test
  void h1_nodes_whose_tokens_collide_all_keep_their_places() {
    HashRing ring =
        HashRing.of(
            TokenHash.MURMUR3_X64_128, Members.equal(17), 8, (node, i) -> i % 4 == 0 ? 7 : i);

    assertThat(ring.places()).isEqualTo(17 * 8);
    for (long token = 0; token < 10; token++) {
      assertThat(new HashSet<>(ring.preferenceList(token, 17))).hasSize(17);
      assertThat(ring.ownerOf(token)).isEqualTo(node("n00"));
    }
  }

  @Test
  void h2_the_order_in_which_nodes_are_named_makes_no_difference() {
    List<Member> members = new ArrayList<>(Members.equal(9));
    HashRing.VirtualNodeTokens colliding = (node, i) -> i * (1L << 60);
    HashRing ring = HashRing.of(members);
    HashRing collided = HashRing.of(TokenHash.MURMUR3_X64_128, members, 16, colliding);
    ShardPlan plan = PLANNER.first(members);
    for (int seed = 0; seed < 10; seed++) {
      Collections.shuffle(members, new Random(seed));
      HashRing again = HashRing.of(members);
      HashRing collidedAgain = HashRing.of(TokenHash.MURMUR3_X64_128, members, 16, colliding);

      for (int i = 0; i < 200; i++) {
        assertThat(again.preferenceList(key(i), 9)).isEqualTo(ring.preferenceList(key(i), 9));
        assertThat(collidedAgain.preferenceList(key(i), 9))
            .isEqualTo(collided.preferenceList(key(i), 9));
      }
      assertThat(PLANNER.first(members)).isEqualTo(plan);
    }
  }

  /** A member is a node-id, a weight and a rack; a node-id cannot even be spelled like a port. */
  @Test
  void h3_an_address_is_no_identity() {
    assertThatIllegalArgumentException().isThrownBy(() -> new NodeId("10.0.0.1:7355"));
    assertThat(Member.class.getRecordComponents())
        .extracting(component -> component.getType().getSimpleName())
        .containsExactly("NodeId", "int", "Rack");
  }

  /** Tokens of nodes and keys, pinned: who changes them moves everybody's data. */
  @Test
  void h4_the_hash_is_part_of_the_table_and_never_changes_unnoticed() {
    HashRing ring = HashRing.of(named("a", "b", "c"));

    assertThat(IntStream.range(0, 8).mapToObj(i -> ring.ownerOf(key(i)).value()))
        .containsExactly("c", "c", "b", "b", "a", "a", "b", "c");
    assertThat(IntStream.range(0, 8).map(i -> KeySpace.of(1_021).shardOf(key(i))))
        .containsExactly(227, 853, 380, 782, 22, 648, 138, 55);
    assertThat(TokenHash.values()).containsExactly(TokenHash.MURMUR3_X64_128);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ShardPlanner(KeySpace.of(263), 3)
                    .next(Members.equal(3), PLANNER.first(Members.equal(3)).table()))
        .withMessageContaining("cannot become");
  }

  /** riak_core#913: 16 partitions on 5 nodes. At every place of the ring, the last one included. */
  @Test
  void h5_replicas_are_on_different_nodes_also_across_the_end_of_the_ring() {
    HashRing ring = HashRing.of(TokenHash.MURMUR3_X64_128, Members.equal(5), 3, spread(5, 3));

    for (long token : new long[] {0, 1, -1, -2, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThat(new HashSet<>(ring.preferenceList(token, 3))).hasSize(3);
    }
    for (int i = 0; i < 1_000; i++) {
      assertThat(new HashSet<>(ring.preferenceList(key(i), 3))).hasSize(3);
    }
    assertThat(PLANNER.first(Members.equal(5)).table().replicas())
        .allSatisfy(row -> assertThat(row).doesNotHaveDuplicates().hasSize(3));
  }

  /** Places in turn, like Riak's claim: the last and the first of the ring are neighbours. */
  private static HashRing.VirtualNodeTokens spread(int nodes, int each) {
    long step = Long.divideUnsigned(-1, (long) nodes * each);
    return (node, i) -> step * ((long) i * nodes + Integer.parseInt(node.value().substring(1)));
  }

  /** Keys that differ in their high bits only, as a table of 2^k buckets and hashCode see them. */
  @Test
  void h19_keys_in_strides_of_powers_of_two_spread_over_all_shards() {
    for (int stride = 0; stride < Long.SIZE - 12; stride += 4) {
      int[] counts = new int[257];
      for (long i = 0; i < 1 << 12; i++) {
        byte[] strided = ByteBuffer.allocate(Long.BYTES).putLong(i << stride).array();
        int shard = PLANNER.keys().shardOf(strided);
        assertThat(shard).isBetween(0, 256);
        counts[shard]++;
      }
      // 16 in the mean: a Poisson count above 45 is one in 10^8.
      assertThat(counts).as("stride 2^%d", stride).doesNotContain(0);
      assertThat(IntStream.of(counts).max().orElseThrow()).isLessThan(45);
    }
  }

  /** Sozu's Maglev table: built where requests wait. Here a lookup does not even allocate. */
  @Test
  void h22_a_lookup_builds_nothing_and_a_new_table_leaves_the_old_as_it_was() {
    ShardTable table = PLANNER.first(Members.equal(5)).table();
    HashRing ring = HashRing.of(Members.equal(5));
    byte[][] keys = IntStream.range(0, 1_000).mapToObj(Members::key).toArray(byte[][]::new);
    List<List<NodeId>> before = List.copyOf(table.replicas());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    int found = lookUp(table, ring, keys);

    long allocated = threads.getThreadAllocatedBytes(self);
    found += lookUp(table, ring, keys);
    allocated = threads.getThreadAllocatedBytes(self) - allocated;
    PLANNER.next(Members.equal(6), table);

    assertThat(found).isEqualTo(2 * 3 * keys.length);
    assertThat(allocated).as("bytes for 3,000 lookups").isLessThan(1_000);
    assertThat(table.replicas()).isEqualTo(before);
  }

  private static int lookUp(ShardTable table, HashRing ring, byte[][] keys) {
    int found = 0;
    for (byte[] key : keys) {
      found += table.replicasOf(key).isEmpty() ? 0 : 1;
      found += table.leaderOf(key).value().isEmpty() ? 0 : 1;
      found += ring.ownerOf(key).value().isEmpty() ? 0 : 1;
    }
    return found;
  }
}
