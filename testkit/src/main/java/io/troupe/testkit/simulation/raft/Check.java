package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.Frame;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.LogEvent;
import io.troupe.protocols.raft.PersistentState;
import io.troupe.protocols.raft.RaftInput;
import io.troupe.protocols.raft.RaftMessage;
import io.troupe.protocols.raft.RoleKind;

/**
 * One family of invariants, told of everything that a group does at the moment it does it. Throws
 * {@link io.troupe.testkit.simulation.InvariantViolation}.
 */
interface Check {
  /** A life begins with {@code state}, folded from what the disk held. */
  default void started(NodeView node, PersistentState state) {}

  /** A message is about to reach the replica. */
  default void receiving(NodeView node, RaftInput.Received input) {}

  /** The node decided on {@code event}, because of {@code cause}; its view is as before. */
  default void deciding(NodeView node, RaftInput cause, LogEvent event) {}

  /** The node's view has taken {@code event}. */
  default void decided(NodeView node, LogEvent event) {}

  /** A message leaves the node. */
  default void sending(NodeView node, NodeId to, RaftMessage message) {}

  /** The machine is given {@code frame}; the view is as before. */
  default void applying(NodeView node, Frame frame) {}

  /** The machine has applied everything up to {@code node.applied}. */
  default void applied(NodeView node, ListMachine machine) {}

  /** The machine is about to be replaced by a snapshot; the view is as before. */
  default void restoring(NodeView node, LogPosition position) {}

  /** A snapshot became durable; {@code digest} and {@code index} are what it says. */
  default void snapshotSaved(NodeView node, LogPosition position, ListMachine contents) {}

  /** A step ended; the view's role, term and commit are still those before it. */
  default void stepping(NodeView node, RoleKind role, long term, long commit) {}

  /** A step ended; the view is up to date. */
  default void stepped(NodeView node) {}

  /** A client was told that its proposal will never be in any log. */
  default void refused(long proposal) {}

  /** A client was told that its proposal is committed. */
  default void acknowledged(NodeView node, long proposal) {}

  /** A read was answered from a machine at {@code index}; it must be at {@code floor} or later. */
  default void readServed(NodeView node, long index, long floor) {}
}
