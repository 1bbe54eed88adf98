package io.troupe.testkit.simulation.paxos;

import io.troupe.testkit.simulation.FaultyNode;

/** A node that takes no snapshots and is never let in again once it lost its data. */
abstract class SnapshotlessNode implements FaultyNode {
  @Override
  public final void spoilSnapshots() {}

  @Override
  public final void mendSnapshots() {}

  @Override
  public final void replaceLostDisk() {}
}
