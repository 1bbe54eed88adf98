package io.troupe.actors.wire;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.GroupId;

/**
 * A client's write or read, forwarded to the node that leads the group.
 *
 * @param requestId chosen by the node that forwards and repeated in the {@link ClientReply}. It
 *     must not repeat across lives of that node, or a late reply could answer another request:
 *     start from a random number, then count
 * @param command the state machine's command or query
 */
public record ClientRequest(long requestId, GroupId group, Kind kind, Bytes command)
    implements Item {
  /** What is asked for. */
  public enum Kind {
    /** Put {@code command} in the log and apply it. */
    WRITE,
    /** Answer the query {@code command} from a state that holds all writes committed before. */
    READ
  }

  @Override
  public int encodedBytesAtMost() {
    return Math.addExact(OVERHEAD_BYTES, command.size());
  }

  @Override
  public <R> R accept(Handler<R> handler) {
    return handler.onRequest(this);
  }
}
