package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.LogPosition;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.RoleKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What an observer knows of one node. Fields named durable are what its disk holds; the others are
 * what it decided in its present life. Written by {@link Invariants} only.
 */
final class NodeView {
  final NodeId id;

  /** The log as the node decided it should be, including what is not synced yet. */
  ObservedLog log = new ObservedLog();

  ObservedLog durableLog = new ObservedLog();
  long durableTerm;
  long durableIncarnation;
  final Map<Long, NodeId> durableVotes = new HashMap<>();
  final Set<LogPosition> durableSnapshots = new HashSet<>();

  /** The votes that left the node in any of its lives. */
  final Map<Long, NodeId> votesSent = new HashMap<>();

  /** The largest term in any message that left the node in any of its lives. */
  long largestTermSent;

  /** The largest index it acknowledged in any of its lives. */
  LogPosition largestAccepted = LogPosition.ORIGIN;

  RoleKind role = RoleKind.FOLLOWER;
  long term;
  long commit;
  LogPosition applied = LogPosition.ORIGIN;
  long appliedChain;

  /** Whether the step under way removed entries. */
  boolean truncating;

  NodeView(NodeId id) {
    this.id = id;
  }

  @Override
  public String toString() {
    return id
        + " ("
        + role
        + ", term "
        + term
        + ", log "
        + log.start()
        + ".."
        + log.last()
        + ", durable "
        + durableLog.last()
        + " in term "
        + durableTerm
        + ", commit "
        + commit
        + ", applied "
        + applied
        + ")";
  }
}
