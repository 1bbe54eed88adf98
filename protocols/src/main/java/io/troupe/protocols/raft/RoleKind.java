package io.troupe.protocols.raft;

/** The roles of Raft (§5.1). */
public enum RoleKind {
  FOLLOWER,
  CANDIDATE,
  LEADER
}
