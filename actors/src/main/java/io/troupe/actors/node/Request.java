package io.troupe.actors.node;

import io.troupe.actors.Outcome.Reason;
import io.troupe.protocols.Bytes;
import java.util.Optional;

/** A request of a client, on its way to the leader. */
sealed interface Request extends ReplicaCommand {
  ReplyTo replyTo();

  /** When it was asked, in nanoseconds of the node's monotonic clock. */
  long askedNanos();

  /** What the request is counted for in every queue, in bytes. */
  int sizeBytes();

  /** It is in no log and never will be. */
  @Override
  default void giveUp(String why) {
    replyTo().rejected(Reason.STOPPED, why, Optional.empty());
  }

  /** Have a command committed; {@code command} is encoded. */
  record Write(Bytes command, ReplyTo replyTo, long askedNanos) implements Request {
    @Override
    public int sizeBytes() {
      return command.size();
    }
  }

  /** Answer a query linearizably; {@code query} is decoded. */
  record Read(Object query, ReplyTo replyTo, long askedNanos) implements Request {
    @Override
    public int sizeBytes() {
      return 0;
    }
  }
}
