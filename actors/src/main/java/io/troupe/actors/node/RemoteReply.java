package io.troupe.actors.node;

import io.troupe.actors.Codec;
import io.troupe.actors.Outcome.Reason;
import io.troupe.actors.wire.CarriedOutcome;
import io.troupe.actors.wire.ClientReply;
import io.troupe.protocols.Bytes;
import io.troupe.protocols.GroupId;
import io.troupe.protocols.NodeId;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** The node that forwarded a request waits for its outcome. */
record RemoteReply(
    ActorRef<GatewayCommand> gateway,
    NodeId node,
    GroupId group,
    long requestId,
    Codec<Object> replies)
    implements ReplyTo {
  /** What fits into an Artery frame of 256 KiB with room to spare. */
  private static final int MAX_BYTES = 200 << 10;

  @Override
  public void committed(Object reply, long index) {
    Bytes encoded;
    try {
      encoded = Bytes.wrap(replies.encode(reply));
    } catch (RuntimeException thrown) {
      unknown("done at index " + index + ", but the codec cannot encode the reply: " + thrown);
      return;
    }
    if (encoded.size() > MAX_BYTES) {
      unknown("the reply takes " + encoded.size() + " bytes, more than " + MAX_BYTES);
    } else {
      committedEncoded(encoded, index);
    }
  }

  @Override
  public void committedEncoded(Bytes reply, long index) {
    answer(new CarriedOutcome.Committed(index, reply));
  }

  @Override
  public void rejected(Reason reason, String message, Optional<NodeId> leader) {
    answer(new CarriedOutcome.Rejected(carried(reason), message, leader));
  }

  @Override
  public void unknown(String message) {
    answer(new CarriedOutcome.Unknown(message));
  }

  private void answer(CarriedOutcome outcome) {
    gateway.tell(new GatewayCommand.Send(node, new ClientReply(requestId, group, outcome)));
  }

  private static CarriedOutcome.Reason carried(Reason reason) {
    return switch (reason) {
      case OVERLOADED -> CarriedOutcome.Reason.OVERLOADED;
      case NO_LEADER -> CarriedOutcome.Reason.NOT_LEADER;
      case TOO_LARGE -> CarriedOutcome.Reason.TOO_LARGE;
      case STOPPED -> CarriedOutcome.Reason.STOPPING;
    };
  }
}
