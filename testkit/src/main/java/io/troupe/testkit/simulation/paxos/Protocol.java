package io.troupe.testkit.simulation.paxos;

import io.troupe.protocols.NodeId;
import java.util.List;

/** What a group runs, and what watches it. */
interface Protocol<E, M> {
  /** Begins a life, with what the disk holds. */
  Life<M> start(Host<E, M> host, List<E> journal, int incarnation);

  /** The event of the role that {@code event} is about. */
  Object bare(E event);

  /** What sort of message it is. */
  String kindOf(M message);

  /** The node hands this to its disk. */
  void decided(NodeId node, E event);

  /** The disk of the node holds this, whatever the node knows of it. */
  void hardened(NodeId node, E event);

  void sending(NodeId from, M message);
}
