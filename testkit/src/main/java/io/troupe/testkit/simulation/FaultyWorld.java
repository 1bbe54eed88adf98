package io.troupe.testkit.simulation;

import io.troupe.protocols.NodeId;
import java.util.List;
import java.util.OptionalInt;

/**
 * What faults can do to a simulated group. Nodes are named by their place in {@link #nodes}. What
 * does not make sense at the moment, such as crashing a node that is down, does nothing.
 */
public interface FaultyWorld {
  List<NodeId> nodes();

  /** Whoever claims to lead, in the largest term. */
  OptionalInt leader();

  SimulatedNetwork<?> network();

  VirtualTime time();

  void crash(int node, Loss loss);

  /** Does {@code then} once, right after the node handed an event of this kind to its disk. */
  void onWrite(int node, String eventKind, Runnable then);

  void restart(int node);

  /** The node stops running; what is sent to it waits in its mailbox. */
  void pause(int node);

  void resume(int node);

  void slowDisk(int node, long extraNanos);

  /** Tells {@code node}, rightly or wrongly, that its connection to {@code peer} was reset. */
  void hintUnreachable(int node, int peer);

  /** Asks {@code node} to hand leadership to {@code target}. */
  void transferLeadership(int node, int target);
}
