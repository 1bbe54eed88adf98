package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.LogPosition;
import io.troupe.protocols.Membership;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.Output;
import io.troupe.protocols.raft.PersistentState;
import io.troupe.protocols.raft.RaftInput;
import io.troupe.protocols.raft.RaftReplica;
import io.troupe.protocols.raft.RaftSettings;
import io.troupe.protocols.raft.RoleKind;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What the simulation runs: a {@link RaftReplica}, or one that a test has wrapped to be wrong in a
 * particular way.
 */
public interface Replica {
  List<Output> start(long incarnation, long nowNanos);

  List<Output> on(RaftInput input, long nowNanos);

  long wakeAtNanos();

  RoleKind role();

  long term();

  long commitIndex();

  /** The end of the replica's log. */
  LogPosition last();

  /** Builds the replica of one life of one node. */
  interface Factory {
    Replica create(
        RaftSettings settings,
        NodeId self,
        Membership membership,
        PersistentState state,
        RandomGenerator random);
  }

  /** The production code. */
  static Replica real(
      RaftSettings settings,
      NodeId self,
      Membership membership,
      PersistentState state,
      RandomGenerator random) {
    RaftReplica replica = new RaftReplica(settings, self, membership, state, random);
    return new Replica() {
      @Override
      public List<Output> start(long incarnation, long nowNanos) {
        return replica.start(incarnation, nowNanos);
      }

      @Override
      public List<Output> on(RaftInput input, long nowNanos) {
        return replica.on(input, nowNanos);
      }

      @Override
      public long wakeAtNanos() {
        return replica.wakeAtNanos();
      }

      @Override
      public RoleKind role() {
        return replica.role();
      }

      @Override
      public long term() {
        return replica.term();
      }

      @Override
      public long commitIndex() {
        return replica.commitIndex();
      }

      @Override
      public LogPosition last() {
        return replica.log().last();
      }
    };
  }
}
