package io.troupe.app.ring;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.troupe.app.ring.RingReport.KeyRow;
import io.troupe.app.ring.RingReport.NodeRow;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.ring.ShardPlan;
import java.util.List;
import java.util.Map;

/**
 * A {@link RingReport} as JSON. Parts are numbers from 0 to 1, tokens are 16 hexadecimal digits.
 * {@code change} is there only if a node joins or leaves.
 */
public final class RingJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RingJson() {}

  /** Indented. */
  public static String of(RingReport report) {
    RingQuestion question = report.question();
    ObjectNode json = JSON.createObjectNode();
    json.put("shards", question.keySpace().shards())
        .put("replicas", question.replicas())
        .put("virtualNodes", question.virtualNodes())
        .put("hash", question.keySpace().hash().name());
    nodes(json.putArray("nodes"), report.before());
    findings(json, report.placements().first());
    ObjectNode balance = json.putObject("fullestNodeToItsShare");
    report
        .balance()
        .forEach(
            (way, even) ->
                balance
                    .putObject(name(way))
                    .put("firstForKeys", even.first())
                    .put("replicas", even.copies()));
    ArrayNode keys = json.putArray("keys");
    report.keys().forEach(key -> key(keys.addObject(), key, question.hasChange()));
    if (question.hasChange()) {
      change(json.putObject("change"), report);
    }
    return json.toPrettyString();
  }

  private static void nodes(ArrayNode json, List<NodeRow> rows) {
    for (NodeRow row : rows) {
      json.addObject()
          .put("node", row.member().node().value())
          .put("weight", row.member().weight())
          .put("rack", row.member().rack().value())
          .put("due", row.due())
          .put("ofTheRing", row.ring())
          .put("replicas", row.replicas())
          .put("leads", row.leads());
    }
  }

  private static void findings(ObjectNode json, ShardPlan plan) {
    ArrayNode findings = json.putArray("findings");
    plan.report().findings().forEach(finding -> findings.add(finding.toString()));
  }

  private static void key(ObjectNode json, KeyRow key, boolean hasChange) {
    json.put("key", key.key())
        .put("token", "%016x".formatted(key.token()))
        .put("shard", key.shard());
    places(json.putObject("nodes"), key.before());
    if (hasChange) {
      places(json.putObject("nodesAfter"), key.after());
    }
  }

  private static void places(ObjectNode json, Map<Way, List<NodeId>> lists) {
    lists.forEach(
        (way, list) -> {
          ArrayNode names = json.putArray(name(way));
          list.forEach(node -> names.add(node.value()));
        });
  }

  private static void change(ObjectNode json, RingReport report) {
    json.put("what", report.question().change());
    nodes(json.putArray("nodes"), report.after());
    findings(json, report.plan());
    ObjectNode moved = json.putObject("moved");
    report
        .moved()
        .forEach(
            (way, parts) ->
                moved
                    .putObject(name(way))
                    .put("firstNodeOfKeys", parts.first())
                    .put("replicasCopied", parts.copies()));
    moved
        .putObject("leastPossible")
        .put("firstNodeOfKeys", report.leastFirst())
        .put("replicasCopied", report.leastCopies() / (double) report.replicasInAll());
    json.putObject("plan")
        .put("replicas", report.replicasInAll())
        .put("copies", report.plan().copies())
        .put("leastCopies", report.leastCopies())
        .put("leadersMoved", report.leadersMoved());
  }

  private static String name(Way way) {
    return switch (way) {
      case MODULO -> "moduloN";
      case RING -> "ring";
      case TABLE -> "table";
    };
  }
}
