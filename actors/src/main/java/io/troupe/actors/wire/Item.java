package io.troupe.actors.wire;

/** One thing in an {@link Envelope}. */
public sealed interface Item permits RaftItem, ClientRequest, ClientReply, PaxosItem, RegisterItem {
  /** Bytes that an item takes beyond its payload, ballots and texts, at most. */
  int OVERHEAD_BYTES = 320;

  /**
   * Upper bound of the bytes that this item takes in an envelope: cheap, and above the truth by
   * less than {@value #OVERHEAD_BYTES} bytes plus 48 per frame, 96 per ballot and two bytes per
   * character of text.
   */
  int encodedBytesAtMost();

  /** Calls the one matching method of {@code handler}. */
  <R> R accept(Handler<R> handler);

  /** One method for each item. */
  interface Handler<R> {
    R onRaft(RaftItem item);

    R onRequest(ClientRequest item);

    R onReply(ClientReply item);

    R onPaxos(PaxosItem item);

    R onRegister(RegisterItem item);
  }
}
