package io.troupe.testkit.simulation;

import io.troupe.protocols.NodeId;
import java.util.List;
import java.util.OptionalInt;

/** What faults can do to a simulated group. Nodes are named by their place in {@link #nodes}. */
public interface FaultyWorld {
  List<NodeId> nodes();

  FaultyNode node(int node);

  /** Whoever claims to lead, in the largest term. */
  OptionalInt leader();

  SimulatedNetwork<?> network();

  VirtualTime time();

  /** Takes note of a fault that strikes now. */
  void struckBy(Fault fault);

  /** Tells {@code node}, rightly or wrongly, that its connection to {@code peer} was reset. */
  void hintUnreachable(int node, int peer);

  /** Asks {@code node} to hand leadership to {@code target}. */
  void transferLeadership(int node, int target);
}
