package io.troupe.actors.wire;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.GroupId;
import io.troupe.protocols.paxos.PaxosMessage;
import io.troupe.protocols.paxos.PaxosMessage.Accept;
import io.troupe.protocols.paxos.PaxosMessage.Accepted;
import io.troupe.protocols.paxos.PaxosMessage.Chosen;
import io.troupe.protocols.paxos.PaxosMessage.Promise;
import io.troupe.protocols.paxos.Proposal;

/**
 * A message between two roles of single-decree Paxos. It needs no incarnation: ballots have one,
 * and an answer counts for its ballot only.
 */
public record PaxosItem(GroupId synod, PaxosMessage message) implements Item {
  private static final int BALLOT_BYTES = 96;

  /** No message has more ballots than two. */
  static final int BALLOTS_BYTES = 2 * BALLOT_BYTES;

  @Override
  public int encodedBytesAtMost() {
    return Math.addExact(OVERHEAD_BYTES + BALLOTS_BYTES, valueBytes());
  }

  private int valueBytes() {
    if (message instanceof Promise promise) {
      return promise.lastAccepted().proposal().map(PaxosItem::valueBytes).orElse(0);
    } else if (message instanceof Accept accept) {
      return valueBytes(accept.proposal());
    } else if (message instanceof Accepted accepted) {
      return valueBytes(accepted.proposal());
    } else if (message instanceof Chosen chosen) {
      return valueBytes(chosen.proposal());
    }
    return 0;
  }

  private static int valueBytes(Proposal<Bytes> proposal) {
    return proposal.value().size();
  }

  @Override
  public <R> R accept(Handler<R> handler) {
    return handler.onPaxos(this);
  }
}
