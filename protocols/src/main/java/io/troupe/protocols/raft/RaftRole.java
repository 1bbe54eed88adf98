package io.troupe.protocols.raft;

import io.troupe.protocols.NodeId;
import java.util.Optional;

/**
 * What a replica is at the moment. A role answers each input with the role that follows, itself or
 * another, and puts what it persists and sends into the {@link Outbox}.
 *
 * <p>When a message reaches a role, its term is no larger than the replica's own: {@link
 * RaftReplica} has adopted it before (§5.1), except that of a {@link RaftMessage.RequestPreVote}.
 */
sealed interface RaftRole permits Follower, Candidate, Leader {
  RoleKind kind();

  /** The leader of the current term, if known. */
  Optional<NodeId> leader();

  /** When {@link #onTick} is next due. */
  long wakeAtNanos();

  RaftRole onTick(long nowNanos);

  RaftRole onMessage(NodeId from, long incarnation, RaftMessage message, long nowNanos);

  /** More of what was persisted is durable. */
  RaftRole onDurable(long nowNanos);

  RaftRole onPeerUnreachable(NodeId peer, long nowNanos);

  /**
   * Whether a leader of the current term made itself heard within the election timeout, so that no
   * one else should be voted for (diss. §4.2.3).
   */
  boolean hearsLeader(long nowNanos);
}
