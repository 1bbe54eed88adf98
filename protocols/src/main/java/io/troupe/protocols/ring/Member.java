package io.troupe.protocols.ring;

import io.troupe.protocols.NodeId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A node that takes part, as far as placement cares. It has no address: a node that comes back
 * under another host and port is the same node, and keeps what it holds.
 *
 * @param node its durable identity
 * @param weight its capacity in relation to the other members, 1 to {@link #WEIGHT_MAX}
 * @param rack what it fails together with
 */
public record Member(NodeId node, int weight, Rack rack) {
  public static final int WEIGHT_MAX = 100;

  public Member {
    if (weight < 1 || weight > WEIGHT_MAX) {
      throw new IllegalArgumentException(
          "the weight of node "
              + node
              + " must be from 1 to "
              + WEIGHT_MAX
              + ", not "
              + weight
              + "; leave a node out that shall hold nothing");
    }
  }

  /** A member of weight 1 in no particular rack. */
  public static Member of(NodeId node) {
    return new Member(node, 1, Rack.UNNAMED);
  }

  /** The same node with another capacity. */
  public Member weighing(int newWeight) {
    return new Member(node, newWeight, rack);
  }

  /** The same node in another rack. */
  public Member in(Rack newRack) {
    return new Member(node, weight, newRack);
  }

  boolean hasNamedRack() {
    return !rack.equals(Rack.UNNAMED);
  }

  /** The members by node, so that nothing depends on the order in which they were named. */
  static List<Member> sorted(Collection<Member> members) {
    if (members.isEmpty()) {
      throw new IllegalArgumentException("at least one member is needed");
    }
    List<Member> sorted = members.stream().sorted(Comparator.comparing(Member::node)).toList();
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).node().equals(sorted.get(i - 1).node())) {
        throw new IllegalArgumentException("node " + sorted.get(i).node() + " is named twice");
      }
    }
    return sorted;
  }
}
