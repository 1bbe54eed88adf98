package io.troupe.actors.wire;

import io.troupe.protocols.GroupId;
import io.troupe.protocols.paxos.register.RegisterMessage;
import io.troupe.protocols.paxos.register.RegisterMessage.Accept;
import io.troupe.protocols.paxos.register.RegisterMessage.Promise;

/** A message between a proposer and an acceptor of replicated registers. */
public record RegisterItem(GroupId register, RegisterMessage message) implements Item {
  @Override
  public int encodedBytesAtMost() {
    int keyBytes = Math.multiplyExact(3, message.key().value().length());
    return Math.addExact(OVERHEAD_BYTES + PaxosItem.BALLOTS_BYTES + keyBytes, valueBytes());
  }

  private int valueBytes() {
    if (message instanceof Promise promise) {
      return promise.lastAccepted().proposal().map(it -> it.value().sizeBytes()).orElse(0);
    }
    return message instanceof Accept accept ? accept.proposal().value().sizeBytes() : 0;
  }

  @Override
  public <R> R accept(Handler<R> handler) {
    return handler.onRegister(this);
  }
}
