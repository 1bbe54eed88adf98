package io.troupe.protocols.ring;

import io.troupe.protocols.NodeId;
import java.util.ArrayList;
import java.util.List;

/** One step from a table to the next. The steps of one shard must not be taken at once. */
public sealed interface Move {
  int shard();

  /** Whether a node gets a copy of the shard that it does not have. */
  boolean copies();

  /** A node that does not hold the shard gets it, then another gives it up; it may be gone. */
  record MoveReplica(int shard, NodeId from, NodeId to) implements Move {
    @Override
    public boolean copies() {
      return true;
    }
  }

  /** A node that does not hold the shard gets it. */
  record AddReplica(int shard, NodeId to) implements Move {
    @Override
    public boolean copies() {
      return true;
    }
  }

  /** A node gives the shard up, and nobody takes its place. */
  record RemoveReplica(int shard, NodeId from) implements Move {
    @Override
    public boolean copies() {
      return false;
    }
  }

  /** Another node is preferred as leader: one that holds the shard, or has just got it. */
  record MoveLeader(int shard, NodeId from, NodeId to) implements Move {
    @Override
    public boolean copies() {
      return false;
    }
  }

  /**
   * What makes one row of a table into another: replicas first, then the leader. The first row of a
   * shard, after an empty one, has no leader to move.
   */
  static List<Move> between(int shard, List<NodeId> before, List<NodeId> after) {
    List<NodeId> leaving = before.stream().filter(node -> !after.contains(node)).toList();
    List<NodeId> coming = after.stream().filter(node -> !before.contains(node)).toList();
    List<Move> moves = new ArrayList<>();
    for (int i = 0; i < Math.max(leaving.size(), coming.size()); i++) {
      if (i >= leaving.size()) {
        moves.add(new AddReplica(shard, coming.get(i)));
      } else if (i >= coming.size()) {
        moves.add(new RemoveReplica(shard, leaving.get(i)));
      } else {
        moves.add(new MoveReplica(shard, leaving.get(i), coming.get(i)));
      }
    }
    if (!before.isEmpty() && !before.get(0).equals(after.get(0))) {
      moves.add(new MoveLeader(shard, before.get(0), after.get(0)));
    }
    return moves;
  }
}
