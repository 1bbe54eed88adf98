package io.troupe.protocols.raft;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.NodeId;
import java.util.Optional;

/** Everything that can happen to a replica. */
public sealed interface RaftInput {
  /** Calls the one matching method of {@code handler}. */
  void accept(Handler handler);

  /** One method for each input. */
  interface Handler {
    void onTick(Tick input);

    void onReceived(Received input);

    void onPersisted(Persisted input);

    void onPropose(Propose input);

    void onRead(Read input);

    void onSnapshotTaken(SnapshotTaken input);

    void onSnapshotFailed(SnapshotFailed input);

    void onSnapshotChunkStored(SnapshotChunkStored input);

    void onSnapshotUnavailable(SnapshotUnavailable input);

    void onTransferLeadership(TransferLeadership input);

    void onPeerUnreachable(PeerUnreachable input);
  }

  /** Time has passed; due whenever {@link RaftReplica#wakeAtNanos} is reached, harmless before. */
  record Tick() implements RaftInput {
    @Override
    public void accept(Handler handler) {
      handler.onTick(this);
    }
  }

  /**
   * A message of a peer arrived.
   *
   * @param incarnation the sender's incarnation when it sent the message
   */
  record Received(NodeId from, long incarnation, RaftMessage message) implements RaftInput {
    @Override
    public void accept(Handler handler) {
      handler.onReceived(this);
    }
  }

  /** Everything up to {@link Output.Persist} number {@code write} is durable. */
  record Persisted(long write) implements RaftInput {
    @Override
    public void accept(Handler handler) {
      handler.onPersisted(this);
    }
  }

  /**
   * Replicate these commands. Answered at once by {@link Output.ProposalAppended} or {@link
   * Output.ProposalRefused}.
   *
   * @param id the shell's name for the proposal
   * @param count number of commands, at least 1
   * @param commands the encoded commands
   */
  record Propose(long id, int count, Bytes commands) implements RaftInput {
    @Override
    public void accept(Handler handler) {
      handler.onPropose(this);
    }
  }

  /**
   * Ask for a linearizable read (diss. §6.4). Answered, perhaps later, by {@link Output.ReadReady}
   * or {@link Output.ReadRefused}.
   *
   * @param id the shell's name for the read, or for a batch of reads
   */
  record Read(long id) implements RaftInput {
    @Override
    public void accept(Handler handler) {
      handler.onRead(this);
    }
  }

  /**
   * A snapshot of the state after {@code position} is durable; answers {@link Output.TakeSnapshot}.
   */
  record SnapshotTaken(LogPosition position) implements RaftInput {
    @Override
    public void accept(Handler handler) {
      handler.onSnapshotTaken(this);
    }
  }

  /** No snapshot could be taken; answers {@link Output.TakeSnapshot}. */
  record SnapshotFailed() implements RaftInput {
    @Override
    public void accept(Handler handler) {
      handler.onSnapshotFailed(this);
    }
  }

  /**
   * The bytes of a snapshot received so far; answers {@link Output.StoreSnapshotChunk}.
   *
   * @param nextOffset number of leading bytes that are stored; where to go on
   * @param complete whether the whole snapshot is verified and durable
   */
  record SnapshotChunkStored(LogPosition position, long nextOffset, boolean complete)
      implements RaftInput {
    @Override
    public void accept(Handler handler) {
      handler.onSnapshotChunkStored(this);
    }
  }

  /**
   * The snapshot to be sent does not exist any more, or cannot be read; answers {@link
   * Output.SendSnapshotChunk}.
   */
  record SnapshotUnavailable(NodeId to, LogPosition position) implements RaftInput {
    @Override
    public void accept(Handler handler) {
      handler.onSnapshotUnavailable(this);
    }
  }

  /** Hand leadership to {@code target}, or to the most up-to-date follower. */
  record TransferLeadership(Optional<NodeId> target) implements RaftInput {
    @Override
    public void accept(Handler handler) {
      handler.onTransferLeadership(this);
    }
  }

  /** A hint, which may be wrong: the connection to {@code node} was reset. */
  record PeerUnreachable(NodeId node) implements RaftInput {
    @Override
    public void accept(Handler handler) {
      handler.onPeerUnreachable(this);
    }
  }
}
