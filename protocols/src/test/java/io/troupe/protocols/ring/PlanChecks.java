package io.troupe.protocols.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.ring.PlacementReport.TooFewMembers;
import io.troupe.protocols.ring.PlacementReport.TooFewRacks;
import io.troupe.protocols.ring.PlacementReport.UnevenShare;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What every plan must fulfil, with the numbers of docs/protocols/ring.md. Counts for itself and
 * asks nothing of the planner's own parts.
 */
final class PlanChecks {
  private final String context;
  private final ShardPlanner planner;
  private final List<Member> members;
  private final ShardPlan plan;

  private PlanChecks(String context, ShardPlanner planner, List<Member> members, ShardPlan plan) {
    this.context = context;
    this.planner = planner;
    this.members = members;
    this.plan = plan;
  }

  /** All of them. */
  static void check(String context, ShardPlanner planner, List<Member> members, ShardPlan plan) {
    PlanChecks checks = new PlanChecks(context, planner, members, plan);
    checks.everyShardHasItsReplicasOnDifferentMembers();
    checks.noRackHoldsMoreOfAShardThanItMust();
    checks.everyNodeHoldsItsShare();
    checks.everyNodeLeadsItsShare();
    checks.theMovesMakeTheTableOutOfTheOneBefore();
    checks.planningAgainChangesNothing();
    checks.whatIsNotAsAskedIsReported();
  }

  private int placed() {
    return Math.min(planner.replicas(), members.size());
  }

  /** T1. */
  private void everyShardHasItsReplicasOnDifferentMembers() {
    List<NodeId> nodes = members.stream().map(Member::node).toList();
    for (List<NodeId> row : plan.table().replicas()) {
      assertThat(row).as(context).hasSize(placed()).doesNotHaveDuplicates().isSubsetOf(nodes);
    }
  }

  /** T2. */
  private void noRackHoldsMoreOfAShardThanItMust() {
    Map<NodeId, Rack> racks = new HashMap<>();
    members.forEach(member -> racks.put(member.node(), member.rack()));
    int most = mostOfARack();
    for (List<NodeId> row : plan.table().replicas()) {
      List<Rack> used = row.stream().map(racks::get).toList();
      used.forEach(
          rack ->
              assertThat(Collections.frequency(used, rack)).as(context).isLessThanOrEqualTo(most));
    }
  }

  /** Deals the replicas of one shard out, one to each rack that has a node left, in rounds. */
  private int mostOfARack() {
    Map<Rack, Integer> left = new HashMap<>();
    members.forEach(member -> left.merge(member.rack(), 1, Integer::sum));
    int dealt = 0;
    int rounds = 0;
    for (; dealt < placed(); rounds++) {
      int round = rounds;
      dealt += (int) left.values().stream().filter(size -> size > round).count();
    }
    return rounds;
  }

  /** T3. */
  private void everyNodeHoldsItsShare() {
    if (has(UnevenShare.class)) {
      return; // SharesTest and the sequences of small clusters look at these.
    }
    long total = (long) planner.keys().shards() * placed();
    isWithinOneOfShare(Balance.ofReplicas(members, plan.table()), total);
  }

  /** T4. */
  private void everyNodeLeadsItsShare() {
    Balance replicas = Balance.ofReplicas(members, plan.table());
    Balance leaders = Balance.ofLeaders(members, plan.table());
    replicas
        .counts()
        .forEach(
            (node, held) ->
                assertThat(leaders.countOf(node))
                    .as("%s, leaders on %s", context, node)
                    .isBetween(held / placed(), (held + placed() - 1) / placed()));
    if (!has(UnevenShare.class)) {
      isWithinOneOfShare(leaders, planner.keys().shards());
    }
  }

  private void isWithinOneOfShare(Balance balance, long total) {
    long weights = members.stream().mapToLong(Member::weight).sum();
    for (Member member : members) {
      long low = total * member.weight() / weights;
      long high = (total * member.weight() + weights - 1) / weights;
      assertThat((long) balance.countOf(member.node()))
          .as("%s, node %s", context, member.node())
          .isBetween(low, high);
    }
  }

  /** T9. */
  private void theMovesMakeTheTableOutOfTheOneBefore() {
    int shards = planner.keys().shards();
    List<List<NodeId>> rows = new ArrayList<>(Collections.nCopies(shards, List.of()));
    plan.before().ifPresent(before -> rows.addAll(0, before.replicas()));
    for (Move move : plan.moves()) {
      rows.set(move.shard(), Moved.by(move, rows.get(move.shard())));
    }
    for (int shard = 0; shard < shards; shard++) {
      List<NodeId> row = plan.table().replicas().get(shard);
      assertThat(new HashSet<>(rows.get(shard))).as(context).isEqualTo(new HashSet<>(row));
      if (plan.before().isPresent()) {
        assertThat(rows.get(shard).get(0)).as(context).isEqualTo(row.get(0));
      }
    }
  }

  /** T6. */
  private void planningAgainChangesNothing() {
    ShardPlan again = planner.next(members, plan.table());
    assertThat(again.moves()).as(context).isEmpty();
    assertThat(again.table()).as(context).isSameAs(plan.table());
  }

  /** T8. */
  private void whatIsNotAsAskedIsReported() {
    boolean racksNamed = members.stream().anyMatch(member -> !member.rack().equals(Rack.UNNAMED));
    assertThat(has(TooFewMembers.class)).as(context).isEqualTo(placed() < planner.replicas());
    assertThat(has(TooFewRacks.class)).as(context).isEqualTo(racksNamed && mostOfARack() > 1);
  }

  private boolean has(Class<? extends PlacementReport.Finding> kind) {
    return first(kind).isPresent();
  }

  private Optional<PlacementReport.Finding> first(Class<? extends PlacementReport.Finding> kind) {
    return plan.report().findings().stream().filter(kind::isInstance).findFirst();
  }
}
