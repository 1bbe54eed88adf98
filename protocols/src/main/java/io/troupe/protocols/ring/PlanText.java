package io.troupe.protocols.ring;

import io.troupe.protocols.NodeId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A {@link ShardPlan} as text, for logs and terminals. */
final class PlanText {
  private final StringBuilder text = new StringBuilder();

  private PlanText() {}

  static String of(ShardPlan plan) {
    PlanText text = new PlanText();
    text.head(plan);
    text.nodes(plan);
    plan.before().ifPresent(before -> text.rows(before, plan.table()));
    plan.report().findings().forEach(finding -> text.line("! " + finding));
    return text.text.toString();
  }

  private void head(ShardPlan plan) {
    line(
        "epoch %s -> %d: %d of %d replicas copied, %d leaders moved"
            .formatted(
                plan.before().map(table -> "" + table.epoch()).orElse("none"),
                plan.table().epoch(),
                plan.copies(),
                plan.table().replicas().stream().mapToInt(List::size).sum(),
                plan.moves().stream().filter(Move.MoveLeader.class::isInstance).count()));
  }

  private void nodes(ShardPlan plan) {
    Map<NodeId, int[]> counts = new TreeMap<>();
    plan.before().ifPresent(table -> count(table, counts, 0));
    count(plan.table(), counts, 2);
    counts.forEach(
        (node, count) ->
            line(
                "  %s: %d -> %d replicas, leads %d -> %d"
                    .formatted(node, count[0], count[2], count[1], count[3])));
  }

  /** Replicas in {@code counts[at]} of each node, leaders in the one after. */
  private static void count(ShardTable table, Map<NodeId, int[]> counts, int at) {
    for (List<NodeId> row : table.replicas()) {
      for (NodeId node : row) {
        int[] count = counts.computeIfAbsent(node, any -> new int[4]);
        count[at]++;
        count[at + 1] += node.equals(row.get(0)) ? 1 : 0;
      }
    }
  }

  private void rows(ShardTable before, ShardTable after) {
    for (int shard = 0; shard < before.replicas().size(); shard++) {
      List<NodeId> old = before.replicas().get(shard);
      List<NodeId> now = after.replicas().get(shard);
      if (!old.equals(now)) {
        line("shard %d: %s -> %s".formatted(shard, names(old), names(now)));
      }
    }
  }

  private static String names(List<NodeId> row) {
    return row.stream().map(NodeId::value).collect(Collectors.joining(" "));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
