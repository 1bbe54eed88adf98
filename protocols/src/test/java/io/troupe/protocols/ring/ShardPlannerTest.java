package io.troupe.protocols.ring;

import static io.troupe.protocols.ring.Members.named;
import static io.troupe.protocols.ring.Members.node;
import static io.troupe.protocols.ring.Members.nodes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.ring.Move.AddReplica;
import io.troupe.protocols.ring.Move.MoveLeader;
import io.troupe.protocols.ring.Move.MoveReplica;
import io.troupe.protocols.ring.Move.RemoveReplica;
import io.troupe.protocols.ring.PlacementReport.TooFewMembers;
import io.troupe.protocols.ring.PlacementReport.TooFewRacks;
import io.troupe.protocols.ring.PlacementReport.UnevenShare;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a plan is and does; that it is so after any history is for the sequences to show. */
class ShardPlannerTest {
  private static final ShardPlanner PLANNER = new ShardPlanner(KeySpace.of(1_021), 3);

  private static ShardPlan checked(List<Member> members, ShardPlan plan) {
    PlanChecks.check(members.toString(), PLANNER, members, plan);
    return plan;
  }

  @Test
  void the_first_table_changes_little_of_what_the_ring_says() {
    List<Member> members = Members.equal(10);
    HashRing ring = HashRing.of(members);

    ShardPlan plan = checked(members, PLANNER.first(members));

    long asOnRing = 0;
    for (int shard = 0; shard < 1_021; shard++) {
      List<NodeId> list = ring.preferenceList(PLANNER.keys().tokenOfShard(shard), 3);
      asOnRing += plan.table().replicas().get(shard).stream().filter(list::contains).count();
    }
    assertThat(plan.table().epoch()).isEqualTo(1);
    assertThat(plan.moves()).hasSize(3 * 1_021).allMatch(AddReplica.class::isInstance);
    assertThat(asOnRing).isGreaterThan(3 * 1_021 * 9 / 10);
  }

  @Test
  void who_joins_gets_its_share_and_nothing_moves_between_the_others() {
    ShardTable nine = PLANNER.first(Members.equal(9)).table();

    ShardPlan plan = checked(Members.equal(10), PLANNER.next(Members.equal(10), nine));

    assertThat(plan.copies()).isEqualTo(3 * 1_021 / 10);
    assertThat(replicaMoves(plan)).allMatch(move -> move.to().equals(Members.number(9).node()));
    assertThat(plan.table().epoch()).isEqualTo(2);
  }

  @Test
  void when_a_node_is_gone_its_replicas_are_copied_and_nothing_else() {
    List<Member> members = new ArrayList<>(Members.equal(10));
    ShardTable ten = PLANNER.first(members).table();
    NodeId gone = members.remove(3).node();
    long held = ten.replicas().stream().filter(row -> row.contains(gone)).count();

    ShardPlan plan = checked(members, PLANNER.next(members, ten));

    assertThat(replicaMoves(plan)).hasSize((int) held).allMatch(move -> move.from().equals(gone));
  }

  /**
   * Of the shards that it led, each gets another leader; the others keep theirs, but for balance.
   */
  @Test
  void when_a_node_is_gone_few_leaders_move_besides_its_own() {
    List<Member> members = new ArrayList<>(Members.equal(10));
    ShardTable ten = PLANNER.first(members).table();
    NodeId gone = members.remove(3).node();

    ShardPlan plan = PLANNER.next(members, ten);

    List<MoveLeader> leaders = moves(plan, MoveLeader.class);
    long led = ten.replicas().stream().filter(row -> row.get(0).equals(gone)).count();
    assertThat(leaders.stream().filter(move -> move.from().equals(gone))).hasSize((int) led);
    assertThat(leaders).hasSizeLessThanOrEqualTo((int) led + 5);
  }

  @Test
  void what_a_node_loses_spreads_over_all_others() {
    List<Member> members = new ArrayList<>(Members.equal(10));
    ShardTable ten = PLANNER.first(members).table();
    members.remove(3);

    ShardPlan plan = PLANNER.next(members, ten);

    for (Member member : members) {
      assertThat(replicaMoves(plan).stream().filter(move -> move.to().equals(member.node())))
          .as("%s", member)
          .hasSizeBetween(33, 35);
    }
  }

  @Test
  void of_two_nodes_that_crash_every_shard_gets_its_replicas_back() {
    ShardTable five = PLANNER.first(Members.equal(5)).table();
    List<Member> left = Members.equal(3);

    ShardPlan plan = checked(left, PLANNER.next(left, five));

    assertThat(plan.report().isClean()).isTrue();
    assertThat(plan.table().replicas())
        .allSatisfy(row -> assertThat(row).hasSameElementsAs(nodes("n00", "n01", "n02")));
  }

  @Test
  void a_node_of_double_weight_holds_and_leads_double() {
    List<Member> members = named("a", "b*2", "c", "d");

    ShardTable table = new ShardPlanner(PLANNER.keys(), 2).first(members).table();

    assertThat(Balance.ofReplicas(members, table).countOf(node("b"))).isBetween(816, 817);
    assertThat(Balance.ofLeaders(members, table).countOf(node("b"))).isBetween(408, 409);
  }

  @Test
  void planning_again_keeps_the_very_table() {
    ShardTable table = PLANNER.first(Members.equal(7)).table();

    ShardPlan again = PLANNER.next(Members.equal(7), table);

    assertThat(again.table()).isSameAs(table);
    assertThat(again.moves()).isEmpty();
  }

  @Test
  void the_same_members_in_any_order_give_the_same_plans() {
    List<Member> members = new ArrayList<>(Members.equal(12));
    ShardPlan first = PLANNER.first(members);
    List<Member> fewer = new ArrayList<>(members.subList(2, 12));
    ShardPlan next = PLANNER.next(fewer, first.table());
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(members, new Random(seed));
      Collections.shuffle(fewer, new Random(seed));

      assertThat(PLANNER.first(members)).isEqualTo(first);
      assertThat(PLANNER.next(fewer, first.table())).isEqualTo(next);
    }
  }

  @Test
  void with_fewer_nodes_than_replicas_each_holds_everything_and_the_report_says_so() {
    List<Member> members = Members.equal(2);

    ShardPlan plan = checked(members, PLANNER.first(members));

    assertThat(plan.report().findings()).containsExactly(new TooFewMembers(3, 2));
    assertThat(plan.report().toString())
        .isEqualTo(
            "too few nodes: 3 replicas wanted, 2 placed, as a node holds a shard once; add 1");
  }

  @Test
  void when_the_third_node_comes_the_third_replicas_are_added() {
    ShardTable two = PLANNER.first(Members.equal(2)).table();

    ShardPlan plan = checked(Members.equal(3), PLANNER.next(Members.equal(3), two));

    assertThat(moves(plan, AddReplica.class)).hasSize(1_021);
    assertThat(replicaMoves(plan)).isEmpty();
  }

  @Test
  void with_fewer_replicas_wanted_one_of_each_shard_is_removed_and_none_is_copied() {
    List<Member> members = Members.equal(6);
    ShardTable three = PLANNER.first(members).table();
    ShardPlanner two = new ShardPlanner(PLANNER.keys(), 2);

    ShardPlan plan = two.next(members, three);

    PlanChecks.check("two", two, members, plan);
    assertThat(plan.copies()).isZero();
    assertThat(moves(plan, RemoveReplica.class)).hasSize(1_021);
  }

  @Test
  void with_two_racks_for_three_replicas_the_report_tells_what_the_loss_of_one_takes() {
    List<Member> members = named("a@x", "b@x", "c@y", "d@y");

    ShardPlan plan = checked(members, PLANNER.first(members));

    assertThat(plan.report().findings()).containsExactly(new TooFewRacks(3, 2, 2));
    assertThat(plan.report().toString())
        .isEqualTo(
            "too few racks: the loss of one of 2 may take 2 of 3 replicas of a shard, and its"
                + " quorum");
  }

  @Test
  void a_node_alone_in_its_rack_holds_more_than_its_share_and_the_report_says_so() {
    List<Member> members = named("a@x", "b@y", "c@y", "d@z", "e@z");

    ShardPlan plan = checked(members, PLANNER.first(members));

    assertThat(plan.report().findings()).contains(new UnevenShare(node("a"), 612, 1_021));
    assertThat(plan.report().toString())
        .contains("uneven share: node a gets about 1021 replicas, its weight asks for 612");
  }

  @Test
  void a_node_that_changes_its_rack_moves_only_what_stands_wrong_there() {
    List<Member> before = named("a@x", "b@x", "c@y", "d@y", "e@z", "f@z");
    List<Member> after = named("a@y", "b@x", "c@y", "d@x", "e@z", "f@z");
    ShardTable table = checked(before, PLANNER.first(before)).table();
    long wrong =
        table.replicas().stream()
            .filter(row -> row.containsAll(nodes("a", "c")) || row.containsAll(nodes("b", "d")))
            .count();

    ShardPlan plan = checked(after, PLANNER.next(after, table));

    assertThat(wrong).isPositive();
    assertThat(plan.copies()).isEqualTo(wrong);
  }

  @Test
  void the_diff_tells_what_changes_for_nodes_and_shards() {
    ShardPlanner planner = new ShardPlanner(KeySpace.of(3), 2);
    ShardTable table =
        new ShardTable(
            4, planner.keys(), List.of(nodes("a", "b"), nodes("b", "c"), nodes("c", "a")));

    ShardPlan plan = planner.next(named("a", "b", "d"), table);

    assertThat(plan.diff())
        .isEqualTo(
            """
            epoch 4 -> 5: 2 of 6 replicas copied, 1 leaders moved
              a: 2 -> 2 replicas, leads 1 -> 1
              b: 2 -> 2 replicas, leads 1 -> 1
              c: 2 -> 0 replicas, leads 1 -> 0
              d: 0 -> 2 replicas, leads 0 -> 1
            shard 1: b c -> b d
            shard 2: c a -> d a
            """);
  }

  @Test
  void no_members_no_replicas_and_a_table_over_other_keys_are_refused() {
    ShardTable other = new ShardPlanner(KeySpace.of(257), 3).first(Members.equal(3)).table();

    assertThatIllegalArgumentException().isThrownBy(() -> PLANNER.first(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ShardPlanner(KeySpace.of(257), 0))
        .withMessageContaining("one replica or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PLANNER.next(Members.equal(3), other))
        .withMessageContaining("257");
  }

  private static List<MoveReplica> replicaMoves(ShardPlan plan) {
    return moves(plan, MoveReplica.class);
  }

  private static <M extends Move> List<M> moves(ShardPlan plan, Class<M> kind) {
    return plan.moves().stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
