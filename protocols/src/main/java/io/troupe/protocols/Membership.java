package io.troupe.protocols;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * The voters of a group; any majority of them is a quorum.
 *
 * @param voters at least one, sorted, no duplicates
 */
public record Membership(List<NodeId> voters) {
  public Membership {
    SortedSet<NodeId> sorted = new TreeSet<>(voters);
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("a group needs at least one voter");
    }
    if (sorted.size() != voters.size()) {
      throw new IllegalArgumentException("duplicate voter in " + voters);
    }
    voters = List.copyOf(sorted);
  }

  public static Membership of(Collection<NodeId> voters) {
    return new Membership(List.copyOf(voters));
  }

  public boolean contains(NodeId node) {
    return voters.contains(node);
  }

  /** All voters but {@code self}. */
  public List<NodeId> peersOf(NodeId self) {
    return voters.stream().filter(voter -> !voter.equals(self)).toList();
  }

  /** The size of the smallest quorum. */
  public int quorumSize() {
    return voters.size() / 2 + 1;
  }

  /** Whether the voters among {@code nodes} are a quorum; others do not count. */
  public boolean isQuorum(Collection<NodeId> nodes) {
    int counted = 0;
    for (NodeId voter : voters) {
      if (nodes.contains(voter)) {
        counted++;
      }
    }
    return counted >= quorumSize();
  }

  /** The largest number that a quorum has reached, e.g. the index durable on a quorum (§5.3). */
  public long reachedByQuorum(ToLongFunction<NodeId> reached) {
    long[] values = new long[voters.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = reached.applyAsLong(voters.get(i));
    }
    Arrays.sort(values);
    return values[values.length - quorumSize()];
  }
}
