package io.troupe.actors.wire;

import io.troupe.protocols.GroupId;

/**
 * What became of a {@link ClientRequest}.
 *
 * @param requestId the request's
 * @param group the request's
 */
public record ClientReply(long requestId, GroupId group, CarriedOutcome outcome) implements Item {
  @Override
  public int encodedBytesAtMost() {
    return Math.addExact(OVERHEAD_BYTES, outcome.payloadBytesAtMost());
  }

  @Override
  public <R> R accept(Handler<R> handler) {
    return handler.onReply(this);
  }
}
