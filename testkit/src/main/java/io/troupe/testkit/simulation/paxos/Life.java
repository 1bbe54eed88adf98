package io.troupe.testkit.simulation.paxos;

import io.troupe.protocols.NodeId;

/** One life of the roles of a node. */
interface Life<M> {
  void receive(NodeId from, M message);

  void tick();

  long wakeAtNanos();

  /** Whether it is trying to decide something just now. */
  boolean isBusy();

  void died();
}
