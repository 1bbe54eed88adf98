package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.Frame;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.Membership;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.LogEvent;
import io.troupe.protocols.raft.PersistentState;
import io.troupe.protocols.raft.RaftInput;
import io.troupe.protocols.raft.RaftMessage;
import io.troupe.protocols.raft.RoleKind;
import io.troupe.protocols.raft.Vote;
import java.util.List;

/**
 * Watches a group from outside. Keeps the {@link GroupView} and tells every {@link Check} of
 * everything, at the moment it happens.
 */
final class Invariants {
  private final GroupView group;
  private final List<Check> checks;

  Invariants(Membership membership) {
    group = new GroupView(membership);
    checks =
        List.of(
            new ElectionCheck(),
            new LogCheck(group.history),
            new CommitCheck(group),
            new AckCheck(group.history),
            new SnapshotCheck(group.history),
            new ClientCheck(group.history));
  }

  /** A life begins: {@code state} is what the node read back from its disk. */
  void started(NodeId id, PersistentState state) {
    NodeView node = group.node(id);
    node.log = node.durableLog.copy();
    node.role = RoleKind.FOLLOWER;
    node.term = state.term();
    node.commit = node.log.snapshot().index();
    node.applied = LogPosition.ORIGIN;
    node.appliedChain = 0;
    node.truncating = false;
    checks.forEach(check -> check.started(node, state));
  }

  /** The node begins anew with an empty disk, and nothing that it promised binds it. */
  void replaced(NodeId id) {
    group.replace(id);
  }

  void decided(NodeId id, RaftInput cause, List<LogEvent> events) {
    NodeView node = group.node(id);
    for (LogEvent event : events) {
      checks.forEach(check -> check.deciding(node, cause, event));
      fold(node.log, event);
      node.truncating |= event instanceof LogEvent.SuffixTruncated;
      checks.forEach(check -> check.decided(node, event));
    }
  }

  /** The disk holds these events, whatever the node knows of it. */
  void hardened(NodeId id, List<LogEvent> events) {
    NodeView node = group.node(id);
    for (LogEvent event : events) {
      fold(node.durableLog, event);
      foldTerm(node, event);
    }
  }

  void sending(NodeId id, NodeId to, RaftMessage message) {
    NodeView node = group.node(id);
    checks.forEach(check -> check.sending(node, to, message));
    node.largestTermSent = Math.max(node.largestTermSent, message.term());
  }

  void applied(NodeId id, List<Frame> frames, ListMachine machine) {
    NodeView node = group.node(id);
    for (Frame frame : frames) {
      checks.forEach(check -> check.applying(node, frame));
      node.appliedChain = ObservedLog.chain(node.appliedChain, frame);
      node.applied = frame.last();
    }
    checks.forEach(check -> check.applied(node, machine));
  }

  void restored(NodeId id, LogPosition position, ListMachine machine) {
    NodeView node = group.node(id);
    checks.forEach(check -> check.restoring(node, position));
    node.applied = position;
    node.appliedChain = group.history.chainAt(position).orElse(0L);
    checks.forEach(check -> check.applied(node, machine));
  }

  void snapshotSaved(NodeId id, LogPosition position, ListMachine contents) {
    NodeView node = group.node(id);
    node.durableSnapshots.add(position);
    checks.forEach(check -> check.snapshotSaved(node, position, contents));
  }

  void snapshotsDeletedBefore(NodeId id, long index) {
    group.node(id).durableSnapshots.removeIf(position -> position.index() < index);
  }

  void stepped(NodeId id, Replica replica) {
    NodeView node = group.node(id);
    RoleKind role = replica.role();
    long term = replica.term();
    long commit = replica.commitIndex();
    checks.forEach(check -> check.stepping(node, role, term, commit));
    node.role = role;
    node.term = term;
    node.commit = commit;
    node.truncating = false;
    checks.forEach(check -> check.stepped(node));
  }

  void crashed(NodeId id) {
    group.node(id).role = RoleKind.FOLLOWER;
  }

  void refused(long proposal) {
    checks.forEach(check -> check.refused(proposal));
  }

  void acknowledged(NodeId id, long proposal) {
    checks.forEach(check -> check.acknowledged(group.node(id), proposal));
  }

  void readServed(NodeId id, long index, long floor) {
    checks.forEach(check -> check.readServed(group.node(id), index, floor));
  }

  /** Whether {@code proposal} is committed. */
  boolean isCommitted(long proposal) {
    return group.history.containsProposal(proposal);
  }

  /** What the disk of {@code id} holds. */
  ObservedLog durableLog(NodeId id) {
    return group.node(id).durableLog;
  }

  /** One line for each node. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    group.nodes().forEach(node -> text.append(node).append('\n'));
    return text.toString();
  }

  private void fold(ObservedLog log, LogEvent event) {
    if (event instanceof LogEvent.FrameAppended appended) {
      log.append(appended.frame());
    } else if (event instanceof LogEvent.SuffixTruncated truncated) {
      log.truncateFrom(truncated.fromIndex());
    } else if (event instanceof LogEvent.LogCompacted compacted) {
      log.compact(compacted);
    } else if (event instanceof LogEvent.SnapshotInstalled installed) {
      LogPosition position = installed.snapshot();
      log.replaceBy(position, group.history.chainAt(position).orElse(0L));
    }
  }

  private static void foldTerm(NodeView node, LogEvent event) {
    if (event instanceof LogEvent.TermStarted started) {
      node.durableTerm = started.term();
    } else if (event instanceof LogEvent.VoteCast vote) {
      node.durableTerm = vote.term();
      node.durableVotes.put(vote.term(), vote.candidate());
    } else if (event instanceof LogEvent.LogCompacted compacted) {
      restate(node, compacted.term(), compacted.vote());
    } else if (event instanceof LogEvent.SnapshotInstalled installed) {
      restate(node, installed.term(), installed.vote());
    }
  }

  private static void restate(NodeView node, long term, Vote vote) {
    node.durableTerm = term;
    if (vote instanceof Vote.VotedFor votedFor) {
      node.durableVotes.put(term, votedFor.candidate());
    }
  }
}
