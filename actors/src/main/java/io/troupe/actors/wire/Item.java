package io.troupe.actors.wire;

import java.util.function.Function;

/** One thing in an {@link Envelope}. */
public sealed interface Item permits RaftItem, ClientRequest, ClientReply {
  /** Bytes that an item takes beyond its payload and texts, at most. */
  int OVERHEAD_BYTES = 320;

  /**
   * Upper bound of the bytes that this item takes in an envelope: cheap, and above the truth by
   * less than {@value #OVERHEAD_BYTES} bytes plus 48 per frame and two bytes per character of text.
   */
  int encodedBytesAtMost();

  /** Calls the one function for the kind of this item. */
  <R> R match(
      Function<RaftItem, R> raft,
      Function<ClientRequest, R> request,
      Function<ClientReply, R> reply);
}
