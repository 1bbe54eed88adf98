package io.troupe.app.ring;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.ring.Member;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How much each node has, of keys that it is first for or of all copies, beside what its weight
 * asks for.
 *
 * @param first by node, the part of the keys that it is preferred for
 * @param copies by node, the part of all copies that it holds
 */
record Shares(List<Member> members, Map<NodeId, Double> first, Map<NodeId, Double> copies) {
  static Shares of(List<Member> members, List<Row> rows, Function<Row, List<NodeId>> nodes) {
    Map<NodeId, Double> first = new HashMap<>();
    Map<NodeId, Double> copies = new HashMap<>();
    for (Row row : rows) {
      List<NodeId> list = nodes.apply(row);
      first.merge(list.get(0), row.share(), Double::sum);
      list.forEach(node -> copies.merge(node, row.share() / list.size(), Double::sum));
    }
    return new Shares(members, first, copies);
  }

  /** What the weight of a member asks for, 0 to 1. */
  static double due(List<Member> members, Member member) {
    return member.weight() / (double) members.stream().mapToInt(Member::weight).sum();
  }

  /** How much the fullest node is first for, in relation to its share. 1 is perfect. */
  double fullestFirst() {
    return fullest(first);
  }

  /** How much the fullest node holds, in relation to its share. 1 is perfect. */
  double fullestCopies() {
    return fullest(copies);
  }

  double firstOf(NodeId node) {
    return first.getOrDefault(node, 0.0);
  }

  private double fullest(Map<NodeId, Double> parts) {
    return members.stream()
        .mapToDouble(member -> parts.getOrDefault(member.node(), 0.0) / due(members, member))
        .max()
        .orElseThrow();
  }
}
