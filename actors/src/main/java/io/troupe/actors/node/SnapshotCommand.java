package io.troupe.actors.node;

import io.troupe.actors.SnapshotWriter;
import io.troupe.actors.StateMachine;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.raft.Output;
import org.apache.pekko.actor.typed.ActorRef;

/** What the keeper of a group's snapshot files takes. */
sealed interface SnapshotCommand {
  /** Write a snapshot of the state after {@code position}. */
  record Save(LogPosition position, SnapshotWriter writer) implements SnapshotCommand {}

  /** Send a chunk to a follower. */
  record SendChunk(Output.SendSnapshotChunk chunk) implements SnapshotCommand {}

  /** Keep a chunk that the leader sent. */
  record StoreChunk(Output.StoreSnapshotChunk chunk) implements SnapshotCommand {}

  /** Have {@code machine} read the snapshot at {@code position}. */
  record Restore(
      LogPosition position, StateMachine<?, ?, ?> machine, ActorRef<MachineCommand> replyTo)
      implements SnapshotCommand {}

  /** The journal refers to the snapshot at {@code index} now: older ones can go. */
  record Prune(long index) implements SnapshotCommand {}
}
