package io.troupe.protocols.ring;

import io.troupe.protocols.NodeId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How evenly something is spread over members.
 *
 * @param counts by node, how many it has; 0 for a member that has none
 * @param maxToShare of the node that has most in relation to its weighted share, how many times
 *     that share; 1 is perfect. With equal weights it is max/mean
 */
public record Balance(Map<NodeId, Integer> counts, double maxToShare) {
  public Balance {
    counts = Map.copyOf(counts);
  }

  /** How many this node has; 0 if it is no member. */
  public int countOf(NodeId node) {
    return counts.getOrDefault(node, 0);
  }

  /** Counts the nodes in {@code holders}, all of them members. */
  public static Balance of(Collection<Member> members, Iterable<NodeId> holders) {
    Map<NodeId, Integer> counts = new HashMap<>();
    members.forEach(member -> counts.put(member.node(), 0));
    long total = 0;
    for (NodeId holder : holders) {
      counts.merge(holder, 1, Integer::sum);
      total++;
    }
    double weights = members.stream().mapToInt(Member::weight).sum();
    double perWeight = Math.max(total, 1) / weights;
    double max =
        members.stream()
            .mapToDouble(
                member -> counts.getOrDefault(member.node(), 0) / (member.weight() * perWeight))
            .max()
            .orElseThrow();
    return new Balance(counts, max);
  }

  /** Of the replicas of a table. */
  public static Balance ofReplicas(Collection<Member> members, ShardTable table) {
    return of(members, table.replicas().stream().flatMap(List::stream).toList());
  }

  /** Of the preferred leaders of a table. */
  public static Balance ofLeaders(Collection<Member> members, ShardTable table) {
    return of(members, table.replicas().stream().map(row -> row.get(0)).toList());
  }
}
