package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.raft.Output;
import io.troupe.protocols.raft.RaftInput;
import io.troupe.protocols.raft.Refusal;
import io.troupe.protocols.raft.RoleKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Bugs in what clients are told. */
final class ClientMutants {
  private ClientMutants() {}

  /** A leader answers reads without asking anybody whether it still leads (R2, R31, P30). */
  static final class ReadsWithoutQuorum extends Sabotaged {
    ReadsWithoutQuorum(Replica real) {
      super(real);
    }

    @Override
    public List<Output> on(RaftInput input, long nowNanos) {
      return input instanceof RaftInput.Read read && real.role() == RoleKind.LEADER
          ? List.of(new Output.ReadReady(List.of(read.id()), real.commitIndex()))
          : super.on(input, nowNanos);
    }
  }

  /** What went into the log is reported as refused (P20). */
  static final class RefusesWhatItAppended extends Sabotaged {
    RefusesWhatItAppended(Replica real) {
      super(real);
    }

    @Override
    Optional<Output> out(Output output) {
      return Optional.of(
          output instanceof Output.ProposalAppended appended
              ? new Output.ProposalRefused(appended.id(), new Refusal.NotLeader(Optional.empty()))
              : output);
    }
  }

  /** A proposal is appended twice (P21). */
  static final class ProposesTwice extends Sabotaged {
    ProposesTwice(Replica real) {
      super(real);
    }

    @Override
    public List<Output> on(RaftInput input, long nowNanos) {
      List<Output> outputs = new ArrayList<>(super.on(input, nowNanos));
      if (input instanceof RaftInput.Propose && real.role() == RoleKind.LEADER) {
        outputs.addAll(super.on(input, nowNanos));
      }
      return outputs;
    }
  }

  /** Reads that wait when leadership is lost are never answered (R28). */
  static final class ForgetsReads extends Sabotaged {
    ForgetsReads(Replica real) {
      super(real);
    }

    @Override
    Optional<Output> out(Output output) {
      return output instanceof Output.ReadRefused refused
              && refused.reason() instanceof Refusal.NotLeader notLeader
              && notLeader.leader().isEmpty()
          ? Optional.empty()
          : Optional.of(output);
    }
  }

  /** Whoever is asked answers reads from what it has applied (R31). */
  static final class ReadsAnywhere extends Sabotaged {
    ReadsAnywhere(Replica real) {
      super(real);
    }

    @Override
    public List<Output> on(RaftInput input, long nowNanos) {
      return input instanceof RaftInput.Read read && real.role() != RoleKind.LEADER
          ? List.of(new Output.ReadReady(List.of(read.id()), real.commitIndex()))
          : super.on(input, nowNanos);
    }
  }
}
