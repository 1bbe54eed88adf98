package io.troupe.protocols.ring;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.ring.PlacementReport.Finding;
import io.troupe.protocols.ring.PlacementReport.TooFewMembers;
import io.troupe.protocols.ring.PlacementReport.TooFewRacks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Plans the next {@link ShardTable} for given members. In this order:
 *
 * <ol>
 *   <li>every shard has its replicas, on different nodes;
 *   <li>as few of them in one rack as there must be;
 *   <li>every node holds its weighted share of the replicas, rounded up or down ({@link Shares});
 *   <li>every node is preferred as leader of its share of what it holds, rounded up or down;
 *   <li>of all such tables, it is one that copies the fewest replicas ({@link LeastChange}), and of
 *       those with these replicas, one that moves the fewest leaders.
 * </ol>
 *
 * <p>The first table changes as little as possible of what a {@link HashRing} says. A plan is a
 * pure function of the planner, the members and the current table (I29), and planning again from
 * its result changes nothing, so that a balancer built on it comes to rest.
 *
 * @param keys the key space, fixed for the life of the data
 * @param replicas how many of each shard, from 1
 */
public record ShardPlanner(KeySpace keys, int replicas) {
  public ShardPlanner {
    if (replicas < 1) {
      throw new IllegalArgumentException("a shard needs one replica or more, not " + replicas);
    }
  }

  /** The first table, of epoch 1. */
  public ShardPlan first(Collection<Member> members) {
    HashRing ring = HashRing.of(keys.hash(), members, HashRing.VIRTUAL_NODES);
    int placed = Math.min(replicas, ring.members().size());
    List<List<NodeId>> wished =
        IntStream.range(0, keys.shards())
            .mapToObj(shard -> ring.preferenceList(keys.tokenOfShard(shard), placed))
            .toList();
    return plan(ring.members(), Optional.empty(), wished);
  }

  /**
   * The table after {@code current}, or {@code current} itself if it is as good as can be.
   *
   * @param members who takes part from now on; whoever is not among them loses all it holds
   * @throws IllegalArgumentException if {@code current} is of another key space
   */
  public ShardPlan next(Collection<Member> members, ShardTable current) {
    if (!current.keys().equals(keys)) {
      throw new IllegalArgumentException(
          "a table over " + current.keys() + " cannot become one over " + keys);
    }
    return plan(Member.sorted(members), Optional.of(current), current.replicas());
  }

  private ShardPlan plan(
      List<Member> members, Optional<ShardTable> current, List<List<NodeId>> wished) {
    int placed = Math.min(replicas, members.size());
    Racks racks = Racks.of(members);
    int perRack = racks.replicasPerRack(placed);
    Shares shares = Shares.of(keys.shards(), placed, members, racks, perRack);
    List<List<NodeId>> rows = new Rebalancing(members, placed, wished).rows(racks, perRack, shares);

    List<List<NodeId>> before =
        current.map(ShardTable::replicas).orElse(Collections.nCopies(keys.shards(), List.of()));
    List<Move> moves =
        IntStream.range(0, keys.shards())
            .boxed()
            .flatMap(shard -> Move.between(shard, before.get(shard), rows.get(shard)).stream())
            .toList();
    long epoch = current.map(ShardTable::epoch).orElse(0L);
    return new ShardPlan(
        current,
        current
            .filter(same -> moves.isEmpty())
            .orElseGet(() -> new ShardTable(epoch + 1, keys, rows)),
        moves,
        report(members, racks, perRack, shares));
  }

  private PlacementReport report(
      List<Member> members, Racks racks, int replicasPerRack, Shares shares) {
    int placed = Math.min(replicas, members.size());
    List<Finding> findings = new ArrayList<>();
    if (placed < replicas) {
      findings.add(new TooFewMembers(replicas, placed));
    }
    if (replicasPerRack > 1 && members.stream().anyMatch(Member::hasNamedRack)) {
      findings.add(new TooFewRacks(placed, racks.count(), replicasPerRack));
    }
    findings.addAll(shares.uneven());
    return new PlacementReport(findings);
  }
}
