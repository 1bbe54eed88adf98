package io.troupe.testkit.simulation.raft;

import io.troupe.testkit.simulation.Negligence;
import java.time.Duration;
import java.util.List;

/**
 * Replaces lost disks as {@code docs/operations.md} says: the node stays down while the operator
 * looks at the others, one after the other. When one leads, all others show its term and have
 * committed up to what the leader's log held at the first look, the node is let in with an empty
 * disk. Whatever looks different begins all over.
 */
final class Operator {
  private static final long BETWEEN_LOOKS_NANOS = Duration.ofMillis(20).toNanos();

  private final World world;
  private final List<RaftNode> nodes;

  Operator(World world, List<RaftNode> nodes) {
    this.world = world;
    this.nodes = nodes;
  }

  /** Lets {@code lost}, which is down and has lost its data, in again when that is safe. */
  void replaceDiskOf(RaftNode lost) {
    if (world.subject().negligence().contains(Negligence.REPLACES_A_DISK_IN_HASTE)) {
      lost.admit();
    } else {
      later(() -> lookForLeader(lost));
    }
  }

  private void lookForLeader(RaftNode lost) {
    List<RaftNode> leaders = nodes.stream().filter(RaftNode::claimsLeadership).toList();
    if (leaders.size() != 1) {
      later(() -> lookForLeader(lost));
      return;
    }
    Replica leader = leaders.get(0).replica().orElseThrow();
    long goal = leader.last().index();
    long term = leader.term();
    later(() -> lookAt(0, lost, term, goal));
  }

  private void lookAt(int next, RaftNode lost, long term, long goal) {
    if (next == nodes.size()) {
      if (lost.isOut()) {
        lost.admit();
      }
    } else if (nodes.get(next) == lost || isFine(nodes.get(next), term, goal)) {
      later(() -> lookAt(next + 1, lost, term, goal));
    } else {
      later(() -> lookForLeader(lost));
    }
  }

  private static boolean isFine(RaftNode node, long term, long goal) {
    return node.replica()
        .filter(replica -> replica.term() == term && replica.commitIndex() >= goal)
        .isPresent();
  }

  private void later(Runnable look) {
    world.time().after(BETWEEN_LOOKS_NANOS, look);
  }
}
