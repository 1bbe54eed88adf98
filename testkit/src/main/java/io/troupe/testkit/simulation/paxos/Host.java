package io.troupe.testkit.simulation.paxos;

import io.troupe.protocols.NodeId;
import java.util.List;
import java.util.random.RandomGenerator;

/** What the process of a node may ask of it. */
interface Host<E, M> {
  NodeId id();

  /** What the node's clock shows. */
  long nowNanos();

  /** Random numbers for a purpose, other ones in each life. */
  RandomGenerator random(String purpose);

  /** Writes to the journal, and does {@code durable} when that is done; never if the node dies. */
  void write(List<E> events, Runnable durable);

  void send(NodeId to, M message);

  void trace(String what, Object detail);
}
