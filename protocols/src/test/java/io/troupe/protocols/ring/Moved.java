package io.troupe.protocols.ring;

import io.troupe.protocols.NodeId;
import java.util.ArrayList;
import java.util.List;

/** What a move makes of a row; fails if it does not fit. */
final class Moved {
  private Moved() {}

  static List<NodeId> by(Move move, List<NodeId> row) {
    List<NodeId> result = new ArrayList<>(row);
    if (move instanceof Move.MoveReplica moved) {
      require(!row.contains(moved.to()) && row.contains(moved.from()), move, row);
      result.set(row.indexOf(moved.from()), moved.to());
    } else if (move instanceof Move.AddReplica added) {
      require(!row.contains(added.to()), move, row);
      result.add(added.to());
    } else if (move instanceof Move.RemoveReplica removed) {
      require(result.remove(removed.from()), move, row);
    } else if (move instanceof Move.MoveLeader led) {
      require(!led.from().equals(led.to()) && result.remove(led.to()), move, row);
      result.add(0, led.to());
    }
    return result;
  }

  private static void require(boolean fits, Move move, List<NodeId> row) {
    if (!fits) {
      throw new AssertionError(move + " does not fit " + row);
    }
  }
}
