package io.troupe.testkit.simulation.raft;

import static io.troupe.protocols.raft.RoleKind.LEADER;

import io.troupe.protocols.Frame;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.RoleKind;
import io.troupe.testkit.simulation.InvariantViolation;
import java.util.ArrayList;
import java.util.List;

/**
 * I4 leaders are complete, I5 one history for all machines, I7 commit never falls, I8 machines stay
 * behind it, I11 the commit rule.
 */
final class CommitCheck implements Check {
  private final GroupView group;

  CommitCheck(GroupView group) {
    this.group = group;
  }

  @Override
  public void stepping(NodeView node, RoleKind role, long term, long commit) {
    if (commit < node.commit) {
      throw new InvariantViolation("I7", node + " takes its commit index back to " + commit);
    }
    if (commit > node.commit) {
      if (role == LEADER) {
        commitByLeader(node, term, commit);
      } else {
        commitByFollower(node, commit);
      }
    }
    boolean elected = role == LEADER && (node.role != LEADER || node.term != term);
    if (elected) {
      complete(node, term);
    }
  }

  @Override
  public void stepped(NodeView node) {
    if (node.applied.index() > node.commit) {
      throw new InvariantViolation("I8", node + " applied beyond its commit index");
    }
    long committed = group.history.chainAt(node.applied).orElse(~node.appliedChain);
    if (committed != node.appliedChain) {
      throw new InvariantViolation("I5", node + " applied something else than was committed");
    }
  }

  private void commitByLeader(NodeView node, long term, long commit) {
    LogPosition position = new LogPosition(term, commit);
    if (node.log.chainAt(position).isEmpty()) {
      throw new InvariantViolation(
          "I11", node + " commits up to " + commit + ", not a frame of its own term " + term);
    }
    List<NodeId> holders = new ArrayList<>();
    for (NodeView each : group.nodes()) {
      if (each.durableLog.covers(position)) {
        holders.add(each.id);
      }
    }
    if (!group.membership.isQuorum(holders)) {
      throw new InvariantViolation(
          "I11", node + " commits " + position + ", durable only at " + holders);
    }
    for (ObservedLog.Link link : node.log.from(node.commit + 1)) {
      if (link.last().index() <= commit) {
        group.history.commit(link, node);
      }
    }
    for (NodeView other : group.nodes()) {
      if (other.role == LEADER && other.term > term) {
        complete(other, other.term);
      }
    }
  }

  private void commitByFollower(NodeView node, long commit) {
    boolean installed = node.log.start().index() == commit;
    LogPosition position = installed ? node.log.start() : endingAt(node, commit);
    if (group.history.chainAt(position).isEmpty()) {
      throw new InvariantViolation(
          "I11",
          node + " believes that " + position + " is committed; so far " + group.history.end());
    }
  }

  private static LogPosition endingAt(NodeView node, long index) {
    for (ObservedLog.Link link : node.log.from(1)) {
      if (link.last().index() == index) {
        return link.last();
      }
    }
    throw new InvariantViolation("I11", node + " commits " + index + " inside or after its frames");
  }

  private void complete(NodeView leader, long term) {
    LogPosition committed = group.history.end();
    if (committed.term() < term && !leader.log.covers(committed)) {
      throw new InvariantViolation(
          "I4", leader + " leads term " + term + " without committed " + committed);
    }
  }

  @Override
  public void applying(NodeView node, Frame frame) {
    if (frame.firstIndex() != node.applied.index() + 1) {
      throw new InvariantViolation("I8", node + " applies " + frame + " out of order");
    }
  }
}
