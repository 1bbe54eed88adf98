package io.troupe.actors.node;

import io.troupe.actors.GroupStatus;
import io.troupe.actors.Outcome.Reason;
import io.troupe.actors.wire.CarriedOutcome;
import io.troupe.protocols.Bytes;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.PersistentState;
import io.troupe.protocols.raft.RaftInput;
import io.troupe.protocols.raft.RaftMessage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/** What a replica actor takes. */
sealed interface ReplicaCommand
    permits Request,
        ReplicaCommand.FromPeer,
        ReplicaCommand.ForwardedWrite,
        ReplicaCommand.ForwardedRead,
        ReplicaCommand.ForwardedReply,
        ReplicaCommand.LogRecovered,
        ReplicaCommand.LogPersisted,
        ReplicaCommand.Happened,
        ReplicaCommand.ChunkRead,
        ReplicaCommand.LocalRead,
        ReplicaCommand.Flush,
        ReplicaCommand.Tick,
        ReplicaCommand.GetStatus,
        ReplicaCommand.HandOver,
        ReplicaCommand.Transfer,
        ReplicaCommand.Failed {

  /** Answers who waits in this node for this command, which no replica will carry out. */
  default void giveUp(String why) {}

  /** A protocol message of a peer. */
  record FromPeer(NodeId from, long incarnation, RaftMessage message) implements ReplicaCommand {}

  /** A client's write, forwarded by the node that the client asked. */
  record ForwardedWrite(NodeId from, long requestId, Bytes command) implements ReplicaCommand {}

  /** A client's read, forwarded by the node that the client asked; {@code query} is encoded. */
  record ForwardedRead(NodeId from, long requestId, Bytes query) implements ReplicaCommand {}

  /** What became of a request that this node forwarded. */
  record ForwardedReply(long requestId, CarriedOutcome outcome) implements ReplicaCommand {}

  /** The journal was read back. */
  record LogRecovered(PersistentState state) implements ReplicaCommand {}

  /** Writes up to this one are durable. */
  record LogPersisted(long write) implements ReplicaCommand {}

  /** Something that concerns the protocol only. */
  record Happened(RaftInput input) implements ReplicaCommand {}

  /** A chunk of the own snapshot, to be sent. */
  record ChunkRead(NodeId to, RaftMessage.InstallSnapshot message) implements ReplicaCommand {}

  /** Answer a query from this replica's state as it is, however old. */
  record LocalRead(Object query, ReplyTo replyTo) implements ReplicaCommand {
    @Override
    public void giveUp(String why) {
      replyTo.rejected(Reason.STOPPED, why, Optional.empty());
    }
  }

  /** The mailbox was emptied once since requests began to be collected. */
  record Flush() implements ReplicaCommand {}

  record Tick() implements ReplicaCommand {}

  record GetStatus(CompletableFuture<GroupStatus> result) implements ReplicaCommand {
    @Override
    public void giveUp(String why) {
      result.completeExceptionally(new IllegalStateException(why));
    }
  }

  /** The node leaves: pass leadership on, and say when that is done or not needed. */
  record HandOver(ActorRef<Done> replyTo) implements ReplicaCommand {}

  record Transfer(Optional<NodeId> target) implements ReplicaCommand {}

  /**
   * The log or the machine cannot go on.
   *
   * @param isFinal whether starting the replica again cannot help
   */
  record Failed(String what, Throwable cause, boolean isFinal) implements ReplicaCommand {}
}
