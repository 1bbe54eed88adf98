package io.troupe.actors.node;

import io.troupe.actors.Outcome.Reason;
import io.troupe.protocols.Bytes;
import io.troupe.protocols.GroupId;
import io.troupe.protocols.NodeId;
import java.util.Optional;

/** Who waits for the outcome of one request. Exactly one method is called, once, by any thread. */
interface ReplyTo {
  GroupId group();

  /**
   * The request is committed and was applied.
   *
   * @param reply the state machine's reply
   */
  void committed(Object reply, long index);

  /** As {@link #committed}, with a reply that comes encoded from another node. */
  void committedEncoded(Bytes reply, long index);

  /** The request is in no log and never will be; {@code leader} may know better. */
  void rejected(Reason reason, String message, Optional<NodeId> leader);

  /** Nobody here can tell. */
  void unknown(String message);
}
