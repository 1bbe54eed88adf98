package io.troupe.protocols.ring;

import io.troupe.protocols.NodeId;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The baseline that consistent hashing was invented against: the key of token {@code t} lives on
 * node {@code t mod N} and the ones after it. Perfectly balanced, and all but {@code 1/N} of the
 * keys move when a node joins. It knows neither weights nor racks.
 */
public final class ModuloPlacement implements Placement {
  private final List<NodeId> nodes;

  private ModuloPlacement(List<NodeId> nodes) {
    this.nodes = nodes;
  }

  public static ModuloPlacement of(Collection<Member> members) {
    return new ModuloPlacement(Member.sorted(members).stream().map(Member::node).toList());
  }

  @Override
  public NodeId ownerOf(long token) {
    return nodes.get((int) Long.remainderUnsigned(token, nodes.size()));
  }

  @Override
  public List<NodeId> preferenceList(long token, int n) {
    if (n < 1 || n > nodes.size()) {
      throw new IllegalArgumentException(
          "a preference list of " + n + " nodes out of " + nodes.size());
    }
    int first = (int) Long.remainderUnsigned(token, nodes.size());
    return IntStream.range(first, first + n).mapToObj(i -> nodes.get(i % nodes.size())).toList();
  }
}
