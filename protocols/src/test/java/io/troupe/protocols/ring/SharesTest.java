package io.troupe.protocols.ring;

import static io.troupe.protocols.ring.Members.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.protocols.ring.PlacementReport.UnevenShare;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharesTest {
  private static Shares of(int shards, int replicas, String... names) {
    List<Member> members = named(names);
    Racks racks = Racks.of(members);
    return Shares.of(shards, replicas, members, racks, racks.replicasPerRack(replicas));
  }

  private static List<String> bounds(Shares shares) {
    return IntStream.range(0, shares.members().size())
        .mapToObj(member -> shares.low(member) + ".." + shares.high(member))
        .toList();
  }

  @Test
  void shares_are_in_proportion_to_weight_rounded_down_and_up() {
    assertThat(bounds(of(10, 1, "a", "b", "c"))).containsExactly("3..4", "3..4", "3..4");
    assertThat(bounds(of(7, 2, "a*2", "b*1", "c*3"))).containsExactly("4..5", "2..3", "7..7");
    assertThat(bounds(of(9, 1, "a", "b", "c"))).containsExactly("3..3", "3..3", "3..3");
  }

  @Test
  void a_node_too_heavy_holds_every_shard_once_and_the_others_share_the_rest() {
    Shares shares = of(10, 2, "a*50", "b", "c*3");

    assertThat(bounds(shares)).containsExactly("10..10", "2..3", "7..8");
    assertThat(shares.uneven()).contains(new UnevenShare(Members.node("a"), 18, 10)).hasSize(3);
  }

  @Test
  void with_as_many_replicas_as_nodes_every_node_holds_everything() {
    assertThat(bounds(of(5, 3, "a*9", "b", "c"))).containsExactly("5..5", "5..5", "5..5");
  }

  /** Three racks, three replicas: one in each, so the lone node of r1 holds all. */
  @Test
  void a_rack_of_few_nodes_holds_its_replica_of_every_shard() {
    Shares shares = of(12, 3, "a@r1", "b@r2", "c@r2", "d@r3", "e@r3");

    assertThat(bounds(shares)).containsExactly("12..12", "6..6", "6..6", "6..6", "6..6");
    assertThat(shares.uneven()).extracting(UnevenShare::node).contains(Members.node("a"));
  }

  @Test
  void a_rack_too_heavy_holds_one_replica_of_each_shard_and_divides_that_by_weight() {
    Shares shares = of(12, 2, "a@r1", "b*3@r1", "c@r2", "d@r3");

    assertThat(bounds(shares)).containsExactly("3..3", "9..9", "6..6", "6..6");
  }

  @Test
  void shares_that_racks_do_not_touch_are_not_reported() {
    assertThat(of(12, 2, "a@r1", "b@r1", "c@r2", "d@r2", "e@r3", "f@r3").uneven()).isEmpty();
  }

  @Test
  void a_rack_takes_no_more_replicas_of_a_shard_than_it_must() {
    assertThat(Racks.of(named("a@x", "b@y", "c@z")).replicasPerRack(3)).isEqualTo(1);
    assertThat(Racks.of(named("a@x", "b@x", "c@y", "d@y")).replicasPerRack(3)).isEqualTo(2);
    assertThat(Racks.of(named("a@x", "b@y", "c@z", "d@z", "e@z")).replicasPerRack(5)).isEqualTo(3);
    assertThat(Racks.of(named("a", "b", "c")).replicasPerRack(3)).isEqualTo(3);
  }
}
