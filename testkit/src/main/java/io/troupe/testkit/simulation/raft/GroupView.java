package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.Membership;
import io.troupe.protocols.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an observer knows of a group. */
final class GroupView {
  final Membership membership;
  final CommittedHistory history = new CommittedHistory();
  private final Map<NodeId, NodeView> nodes = new LinkedHashMap<>();

  GroupView(Membership membership) {
    this.membership = membership;
    membership.voters().forEach(id -> nodes.put(id, new NodeView(id)));
  }

  Iterable<NodeView> nodes() {
    return nodes.values();
  }

  /** Forgets all about {@code id}: another disk, another node. */
  void replace(NodeId id) {
    nodes.put(id, new NodeView(id));
  }

  NodeView node(NodeId id) {
    NodeView node = nodes.get(id);
    if (node == null) {
      throw new IllegalArgumentException("no node " + id);
    }
    return node;
  }
}
