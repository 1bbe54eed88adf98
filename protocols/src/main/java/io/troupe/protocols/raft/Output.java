package io.troupe.protocols.raft;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.Frame;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.NodeId;
import java.util.List;
import java.util.Optional;

/**
 * What the shell must do, in the order given. Whatever an output promises is already durable when
 * the replica emits it: see {@link Outbox}.
 */
public sealed interface Output {
  /** Calls the one matching method of {@code handler}. */
  void accept(Handler handler);

  /** One method for each output. */
  interface Handler {
    void onPersist(Persist output);

    void onSend(Send output);

    void onSendSnapshotChunk(SendSnapshotChunk output);

    void onApply(Apply output);

    void onRestoreSnapshot(RestoreSnapshot output);

    void onTakeSnapshot(TakeSnapshot output);

    void onStoreSnapshotChunk(StoreSnapshotChunk output);

    void onProposalAppended(ProposalAppended output);

    void onProposalRefused(ProposalRefused output);

    void onReadReady(ReadReady output);

    void onReadRefused(ReadRefused output);

    void onRoleChanged(RoleChanged output);
  }

  /**
   * Append these events to the journal, all or nothing and after all earlier writes; when they are
   * durable, give {@link RaftInput.Persisted} with this number. Writes need not be waited for: the
   * next one may be handed over before.
   *
   * @param write counts 1, 2, 3 ... in each incarnation
   */
  record Persist(long write, List<LogEvent> events) implements Output {
    public Persist {
      events = List.copyOf(events);
    }

    @Override
    public void accept(Handler handler) {
      handler.onPersist(this);
    }
  }

  /** Send a message, with the own incarnation beside it; losing it is allowed. */
  record Send(NodeId to, RaftMessage message) implements Output {
    @Override
    public void accept(Handler handler) {
      handler.onSend(this);
    }
  }

  /**
   * Read the snapshot at {@code position} from {@code offset} on, at most a chunk, and send it as
   * {@link RaftMessage.InstallSnapshot}. If that snapshot is gone: {@link
   * RaftInput.SnapshotUnavailable}.
   */
  record SendSnapshotChunk(NodeId to, long term, LogPosition position, long offset, long round)
      implements Output {
    @Override
    public void accept(Handler handler) {
      handler.onSendSnapshotChunk(this);
    }
  }

  /** These frames are committed: apply them. They follow the last ones without a gap. */
  record Apply(List<Frame> frames) implements Output {
    public Apply {
      frames = List.copyOf(frames);
    }

    @Override
    public void accept(Handler handler) {
      handler.onApply(this);
    }
  }

  /** Replace the machine's state by the durable snapshot at {@code position}. */
  record RestoreSnapshot(LogPosition position) implements Output {
    @Override
    public void accept(Handler handler) {
      handler.onRestoreSnapshot(this);
    }
  }

  /**
   * Take a snapshot of the machine after all frames handed out so far, the last of which is {@code
   * position}; answer {@link RaftInput.SnapshotTaken} or {@link RaftInput.SnapshotFailed}.
   */
  record TakeSnapshot(LogPosition position) implements Output {
    @Override
    public void accept(Handler handler) {
      handler.onTakeSnapshot(this);
    }
  }

  /**
   * Keep a chunk of the leader's snapshot and answer {@link RaftInput.SnapshotChunkStored} with how
   * much is kept; a chunk that does not start where the last one ended is ignored.
   */
  record StoreSnapshotChunk(LogPosition position, long offset, Bytes chunk, boolean last)
      implements Output {
    @Override
    public void accept(Handler handler) {
      handler.onStoreSnapshotChunk(this);
    }
  }

  /** The proposal became the entries of this frame. It is not committed yet. */
  record ProposalAppended(long id, long term, long firstIndex) implements Output {
    @Override
    public void accept(Handler handler) {
      handler.onProposalAppended(this);
    }
  }

  /** The proposal was not appended and never will be. */
  record ProposalRefused(long id, Refusal reason) implements Output {
    @Override
    public void accept(Handler handler) {
      handler.onProposalRefused(this);
    }
  }

  /** A read that sees all frames handed out so far, up to {@code index}, is linearizable. */
  record ReadReady(List<Long> ids, long index) implements Output {
    public ReadReady {
      ids = List.copyOf(ids);
    }

    @Override
    public void accept(Handler handler) {
      handler.onReadReady(this);
    }
  }

  /** The reads cannot be served here. */
  record ReadRefused(List<Long> ids, Refusal reason) implements Output {
    public ReadRefused {
      ids = List.copyOf(ids);
    }

    @Override
    public void accept(Handler handler) {
      handler.onReadRefused(this);
    }
  }

  /** The role, the term or the known leader changed. */
  record RoleChanged(RoleKind role, long term, Optional<NodeId> leader, String why)
      implements Output {
    @Override
    public void accept(Handler handler) {
      handler.onRoleChanged(this);
    }
  }
}
