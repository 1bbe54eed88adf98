package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.NodeId;

/** One event that may come next in an {@link Exploration}. */
sealed interface Choice {
  /** Where it happens. */
  NodeId node();

  /** Whether the node dies of it, with all that it has not synced, and starts again. */
  boolean crash();

  /** A message in flight arrives. */
  record Deliver(NodeId from, NodeId node, Envelope envelope, boolean crash) implements Choice {
    @Override
    public String toString() {
      return from + " -> " + node + " " + envelope.message() + end(this);
    }
  }

  /** The node has heard nothing for long enough to act. */
  record TimeOut(NodeId node, boolean crash) implements Choice {
    @Override
    public String toString() {
      return node + " times out" + end(this);
    }
  }

  /** A client proposes to the node, which leads. */
  record Propose(NodeId node, boolean crash) implements Choice {
    @Override
    public String toString() {
      return "a client proposes to " + node + end(this);
    }
  }

  private static String end(Choice choice) {
    return choice.crash() ? ", which dies before it has synced anything" : "";
  }
}
