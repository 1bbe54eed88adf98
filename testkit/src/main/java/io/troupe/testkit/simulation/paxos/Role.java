package io.troupe.testkit.simulation.paxos;

import java.util.List;

/** A role as the simulation drives it: production's, or one with a planted bug. */
public interface Role<I, O> {
  List<O> on(I input, long nowNanos);

  /** By when it is to be told that time has passed. */
  default long wakeAtNanos() {
    return Long.MAX_VALUE;
  }
}
