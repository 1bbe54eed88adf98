package io.troupe.protocols.ring;

import static io.troupe.protocols.ring.Members.key;
import static io.troupe.protocols.ring.Members.named;
import static io.troupe.protocols.ring.Members.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.ring.PlacementReport.TooFewMembers;
import io.troupe.protocols.ring.PlacementReport.TooFewRacks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bugs of other planners: H6 to H10, H20 and H21 of docs/traps.md. */
class PlacementTrapsTest {
  private static final ShardPlanner PLANNER = new ShardPlanner(KeySpace.of(257), 3);

  /** riak#348: one node held a quarter after the step from four to five. */
  @Test
  void h6_from_four_nodes_to_five_nobody_holds_more_than_a_fifth_rounded_up() {
    ShardTable four = PLANNER.first(Members.equal(4)).table();

    ShardTable five = PLANNER.next(Members.equal(5), four).table();

    int fifth = (3 * 257 + 4) / 5;
    assertThat(Balance.ofReplicas(Members.equal(5), five).counts().values())
        .allMatch(count -> count == fifth || count == fifth - 1);
  }

  /** riak_core#91: where the usual way was blocked, the fallback moved most of the data. */
  @Test
  void h7_what_racks_and_weights_make_difficult_still_moves_no_more_than_it_must() {
    List<Member> before = named("a@x", "b@x", "c@y", "d@y", "e@z", "f@z");
    List<Member> after = named("a@x", "b*2@x", "c@y", "d@y", "e@z", "f@z");
    ShardTable table = PLANNER.first(before).table();

    ShardPlan plan = PLANNER.next(after, table);

    // A third of rack x, which holds one replica of each shard, belongs to a now, not a half.
    PlanChecks.check("h7", PLANNER, after, plan);
    assertThat(plan.copies()).isBetween(257L / 2 - 257 / 3 - 1, 257L / 2 - 257 / 3 + 1);
  }

  /** riak_core#908. The sequences proper are in ShardPlannerSequenceTest. */
  @Test
  void h8_after_any_history_the_ring_is_that_of_its_members_and_the_table_is_balanced() {
    for (int seed = 0; seed < 4; seed++) {
      Cluster cluster = Cluster.ofWeightsAndRacks(new Random(seed), 12);
      ShardPlan plan = PLANNER.first(cluster.members());
      for (int step = 0; step < 30; step++) {
        String context = "seed " + seed + " step " + step + ": " + cluster.change();
        plan = PLANNER.next(cluster.members(), plan.table());
        PlanChecks.check(context, PLANNER, cluster.members(), plan);
      }
    }
  }

  @Test
  void h9_what_cannot_be_placed_as_asked_is_a_typed_finding() {
    ShardPlan plan = PLANNER.first(named("a@x", "b@y"));
    ShardPlan racks = PLANNER.first(named("a@x", "b@x", "c@y"));

    assertThat(plan.report().findings()).contains(new TooFewMembers(3, 2));
    assertThat(racks.report().findings()).contains(new TooFewRacks(3, 2, 2));
    assertThat(PLANNER.first(named("a@x", "b@y", "c@z")).report().isClean()).isTrue();
  }

  /** Q = 256, N = 5 and no slack at all; 257 is the prime next to it. */
  @Test
  void h10_with_no_slack_in_any_node_every_shard_still_gets_all_its_replicas() {
    for (int nodes = 3; nodes <= 20; nodes++) {
      ShardTable table = PLANNER.first(Members.equal(nodes)).table();

      assertThat(table.replicas()).allSatisfy(row -> assertThat(row).hasSize(3));
      int share = 3 * 257 / nodes;
      assertThat(Balance.ofReplicas(Members.equal(nodes), table).counts().values())
          .allMatch(count -> count == share || count == share + 1);
    }
  }

  /** One hot key stays in one shard. What balance can do is to give its node little else. */
  @Test
  void h20_besides_a_hot_key_a_node_has_no_more_than_its_share_of_the_others() {
    List<Member> members = Members.equal(10);
    ShardTable table = new ShardPlanner(KeySpace.of(1_021), 3).first(members).table();
    int hot = 100_000;
    Map<NodeId, Integer> requests = new HashMap<>();
    requests.merge(table.leaderOf(key(0)), hot, Integer::sum);
    for (int i = 1; i <= hot; i++) {
      requests.merge(table.leaderOf(key(i)), 1, Integer::sum);
    }

    assertThat(requests.get(table.leaderOf(key(0)))).isLessThan(hot + hot / 10 * 12 / 10);
    assertThat(new HashSet<>(table.replicasOf(key(0)))).hasSize(3);
  }

  /** Jump hashing can only lose the node that came last; here any may leave and come back. */
  @Test
  void h21_any_node_may_leave_not_only_the_last_that_came() {
    List<Member> all = Members.equal(8);
    ShardTable table = PLANNER.first(all).table();
    for (int leaving = 0; leaving < 8; leaving++) {
      List<Member> rest = new ArrayList<>(all);
      NodeId gone = rest.remove(leaving).node();

      ShardPlan left = PLANNER.next(rest, table);
      ShardPlan back = PLANNER.next(all, left.table());

      long held = table.replicas().stream().filter(row -> row.contains(gone)).count();
      assertThat(left.copies()).as("%s leaves", gone).isEqualTo(held);
      assertThat(back.copies()).as("%s comes back", gone).isBetween(96L, 97L);
    }
  }
}
