package io.troupe.protocols.paxos;

import io.troupe.protocols.NodeId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Acceptors in rows and columns (FPaxos §5.2): any whole row is a quorum of phase 1, any whole
 * column one of phase 2. A row and a column always cross. Both are small, and fewer failures are
 * survived than with a majority: one in every row, and nobody can prepare.
 *
 * @param rows at least one, all equally long, every acceptor in one place only
 */
public record Grid(List<List<NodeId>> rows) implements QuorumSystem {
  public Grid(List<List<NodeId>> rows) {
    this.rows = rows.stream().map(List::copyOf).toList();
    if (rows.isEmpty() || rows.get(0).isEmpty()) {
      throw new IllegalArgumentException("a grid needs at least one acceptor");
    }
    Set<NodeId> all = new HashSet<>();
    for (List<NodeId> row : rows) {
      if (row.size() != rows.get(0).size()) {
        throw new IllegalArgumentException("the rows of a grid must be equally long: " + rows);
      }
      for (NodeId node : row) {
        if (!all.add(node)) {
          throw new IllegalArgumentException(node + " is in the grid twice: " + rows);
        }
      }
    }
    Intersection.check(this);
  }

  @Override
  public List<NodeId> acceptors() {
    return rows.stream().flatMap(List::stream).toList();
  }

  @Override
  public boolean isPhase1Quorum(Collection<NodeId> nodes) {
    return rows.stream().anyMatch(nodes::containsAll);
  }

  @Override
  public boolean isPhase2Quorum(Collection<NodeId> nodes) {
    for (int column = 0; column < rows.get(0).size(); column++) {
      int place = column;
      if (rows.stream().allMatch(row -> nodes.contains(row.get(place)))) {
        return true;
      }
    }
    return false;
  }
}
