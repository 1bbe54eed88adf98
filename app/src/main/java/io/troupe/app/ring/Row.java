package io.troupe.app.ring;

import io.troupe.protocols.NodeId;
import java.util.List;

/**
 * A part of the key space whose keys live on the same nodes, before a change and after it.
 *
 * @param share of the key space, 0 to 1
 * @param before its nodes, most preferred first
 * @param after the same after the change
 */
record Row(double share, List<NodeId> before, List<NodeId> after) {
  Row {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  boolean changes() {
    return copies() > 0 || firstChanges();
  }

  boolean firstChanges() {
    return !before.get(0).equals(after.get(0));
  }

  /** How many nodes get a copy that they do not have. */
  long copies() {
    return after.stream().filter(node -> !before.contains(node)).count();
  }
}
