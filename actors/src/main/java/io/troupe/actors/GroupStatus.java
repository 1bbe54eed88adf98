package io.troupe.actors;

import io.troupe.protocols.GroupId;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.RoleKind;
import java.util.List;
import java.util.Optional;

/**
 * What one replica knows of its group.
 *
 * @param leader the leader of {@code term}, if known here
 * @param commitIndex everything up to here is committed
 * @param lastIndex the last entry of this replica's log
 * @param snapshotIndex what this replica's latest snapshot covers; 0 if there is none
 */
public record GroupStatus(
    GroupId group,
    NodeId node,
    RoleKind role,
    long term,
    Optional<NodeId> leader,
    long commitIndex,
    long lastIndex,
    long snapshotIndex,
    List<NodeId> voters) {

  public GroupStatus {
    voters = List.copyOf(voters);
  }
}
