package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.raft.LogEvent;
import io.troupe.protocols.raft.Output;
import io.troupe.protocols.raft.RaftInput;
import io.troupe.protocols.raft.RoleKind;
import io.troupe.protocols.raft.Vote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Bugs in what is written, and in who is told when. */
final class DurabilityMutants {
  private DurabilityMutants() {}

  /** The shell says durable when the write was only handed over (R13, P4). */
  static class ConfirmsBeforeDurable extends Sabotaged {
    private long confirmed;

    ConfirmsBeforeDurable(Replica real) {
      super(real);
    }

    boolean lies(Output.Persist persist) {
      return true;
    }

    @Override
    RaftInput in(RaftInput input) {
      return input instanceof RaftInput.Persisted persisted && persisted.write() < confirmed
          ? new RaftInput.Persisted(confirmed)
          : input;
    }

    @Override
    List<Output> out(RaftInput input, List<Output> outputs, long nowNanos) {
      List<Output> all = new ArrayList<>();
      for (Output output : outputs) {
        all.add(output);
        if (output instanceof Output.Persist persist && lies(persist)) {
          confirmed = persist.write();
          List<Output> more = real.on(new RaftInput.Persisted(confirmed), nowNanos);
          all.addAll(out(input, more, nowNanos));
        }
      }
      return all;
    }
  }

  /** The leader counts its own disk before it has written (R13). */
  static final class LeaderCountsItselfEarly extends ConfirmsBeforeDurable {
    LeaderCountsItselfEarly(Replica real) {
      super(real);
    }

    @Override
    boolean lies(Output.Persist persist) {
      return real.role() == RoleKind.LEADER;
    }
  }

  /** The vote leaves before it is durable (R10). */
  static final class VotesBeforeDurable extends ConfirmsBeforeDurable {
    VotesBeforeDurable(Replica real) {
      super(real);
    }

    @Override
    boolean lies(Output.Persist persist) {
      return persist.events().stream().anyMatch(LogEvent.VoteCast.class::isInstance);
    }
  }

  /** The vote is not written, only its term (R11). */
  static final class ForgetsVote extends Sabotaged {
    ForgetsVote(Replica real) {
      super(real);
    }

    @Override
    Optional<LogEvent> event(LogEvent event) {
      return Optional.of(
          event instanceof LogEvent.VoteCast vote ? new LogEvent.TermStarted(vote.term()) : event);
    }
  }

  /** A new term is not written (R18). */
  static final class ForgetsTerm extends Sabotaged {
    ForgetsTerm(Replica real) {
      super(real);
    }

    @Override
    Optional<LogEvent> event(LogEvent event) {
      return event instanceof LogEvent.TermStarted ? Optional.empty() : Optional.of(event);
    }
  }

  /** Entries are removed in memory only (R16). */
  static final class ForgetsTruncation extends Sabotaged {
    ForgetsTruncation(Replica real) {
      super(real);
    }

    @Override
    Optional<LogEvent> event(LogEvent event) {
      return event instanceof LogEvent.SuffixTruncated ? Optional.empty() : Optional.of(event);
    }
  }

  /** A compaction does not carry the vote over, and the event that held it is deleted. */
  static final class CompactsVoteAway extends Sabotaged {
    CompactsVoteAway(Replica real) {
      super(real);
    }

    @Override
    Optional<LogEvent> event(LogEvent event) {
      return Optional.of(
          event instanceof LogEvent.LogCompacted compacted
              ? new LogEvent.LogCompacted(
                  compacted.snapshot(),
                  compacted.start(),
                  compacted.term(),
                  Vote.NOT_VOTED,
                  compacted.incarnation())
              : event);
    }
  }

  /** The log is compacted before the snapshot is durable (R20). */
  static final class CompactsBeforeSnapshotIsDurable extends Sabotaged {
    CompactsBeforeSnapshotIsDurable(Replica real) {
      super(real);
    }

    @Override
    List<Output> out(RaftInput input, List<Output> outputs, long nowNanos) {
      List<Output> all = new ArrayList<>(outputs);
      for (Output output : outputs) {
        if (output instanceof Output.TakeSnapshot take) {
          all.addAll(real.on(new RaftInput.SnapshotTaken(take.position()), nowNanos));
        }
      }
      return all;
    }
  }

  /** A snapshot of a machine that has gone on meanwhile (R21). */
  static final class TakesSnapshotLate extends Sabotaged {
    private Optional<Output> delayed = Optional.empty();

    TakesSnapshotLate(Replica real) {
      super(real);
    }

    @Override
    List<Output> out(RaftInput input, List<Output> outputs, long nowNanos) {
      List<Output> all = new ArrayList<>();
      for (Output output : outputs) {
        all.add(output);
        if (output instanceof Output.Apply) {
          delayed.ifPresent(all::add);
          delayed = Optional.empty();
        } else if (output instanceof Output.TakeSnapshot) {
          all.remove(output);
          delayed = Optional.of(output);
        }
      }
      return all;
    }
  }

  /** An incomplete snapshot is taken for the whole (R20). */
  static final class InstallsHalfASnapshot extends Sabotaged {
    InstallsHalfASnapshot(Replica real) {
      super(real);
    }

    @Override
    RaftInput in(RaftInput input) {
      return input instanceof RaftInput.SnapshotChunkStored stored
          ? new RaftInput.SnapshotChunkStored(stored.position(), stored.nextOffset(), true)
          : input;
    }
  }

  /** A snapshot is installed, but the machine is not told (R20). */
  static final class ForgetsToRestore extends Sabotaged {
    private boolean started;

    ForgetsToRestore(Replica real) {
      super(real);
    }

    @Override
    List<Output> out(RaftInput input, List<Output> outputs, long nowNanos) {
      List<Output> all = new ArrayList<>(outputs);
      if (started) {
        all.removeIf(Output.RestoreSnapshot.class::isInstance);
      }
      started = true;
      return all;
    }
  }

  /** The log is compacted up to its end, whatever the snapshot covers (R16, R20). */
  static final class CompactsTooMuch extends Sabotaged {
    CompactsTooMuch(Replica real) {
      super(real);
    }

    @Override
    Optional<LogEvent> event(LogEvent event) {
      return Optional.of(
          event instanceof LogEvent.LogCompacted compacted
              ? new LogEvent.LogCompacted(
                  compacted.snapshot(),
                  real.last(),
                  compacted.term(),
                  compacted.vote(),
                  compacted.incarnation())
              : event);
    }
  }
}
