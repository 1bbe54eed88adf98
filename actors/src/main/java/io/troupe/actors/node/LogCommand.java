package io.troupe.actors.node;

import io.troupe.protocols.raft.LogEvent;
import java.util.List;

/**
 * What the durable log of a group takes: the seam behind which another store can take the place of
 * Pekko Persistence. A log reads itself back when it starts and answers with {@link
 * ReplicaCommand.LogRecovered}; it answers every append, in order, with {@link
 * ReplicaCommand.LogPersisted}; and anything that it cannot do with {@link ReplicaCommand.Failed},
 * after which it does nothing more.
 */
sealed interface LogCommand {
  /**
   * Append these events, all or nothing, after everything before. More may be appended before this
   * is answered; the replica bounds how much.
   */
  record Append(long write, List<LogEvent> events) implements LogCommand {}
}
