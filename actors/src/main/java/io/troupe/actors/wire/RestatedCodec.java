package io.troupe.actors.wire;

import io.troupe.actors.wire.proto.PaxosLogProto;
import io.troupe.protocols.paxos.register.RegisterEvent;
import io.troupe.protocols.paxos.register.RegisterEvent.Accepted;
import io.troupe.protocols.paxos.register.RegisterEvent.Erased;
import io.troupe.protocols.paxos.register.RegisterEvent.FloorRaised;
import io.troupe.protocols.paxos.register.RegisterEvent.Promised;
import io.troupe.protocols.paxos.register.RegisterEvent.RoundsReserved;

/** A part of a compaction, to and from its form in the journal. */
final class RestatedCodec {
  private RestatedCodec() {}

  static PaxosLogProto.RegisterRestated encode(RegisterRestated restated) {
    PaxosLogProto.RegisterRestated.Builder builder =
        PaxosLogProto.RegisterRestated.newBuilder()
            .setPart(restated.part())
            .setLast(restated.isLast())
            .setFormat(FormatVersion.PAXOS_EVENT.newest());
    restated.events().forEach(event -> event.accept(new Encoder(builder.addEventsBuilder())));
    return builder.build();
  }

  static RegisterRestated decode(PaxosLogProto.RegisterRestated restated) {
    return new RegisterRestated(
        restated.getPart(),
        restated.getLast(),
        restated.getEventsList().stream().map(RestatedCodec::decode).toList());
  }

  private static RegisterEvent decode(PaxosLogProto.RestatedEvent event) {
    return switch (event.getBodyCase()) {
      case PROMISED -> PaxosEventCodec.decode(event.getPromised());
      case ACCEPTED -> PaxosEventCodec.decode(event.getAccepted());
      case FLOOR_RAISED -> PaxosEventCodec.decode(event.getFloorRaised());
      case BODY_NOT_SET -> throw new WireFormatException("a restated event of no known kind");
    };
  }

  private record Encoder(PaxosLogProto.RestatedEvent.Builder to) implements RegisterEvent.Handler {
    @Override
    public void onPromised(Promised event) {
      to.setPromised(PaxosEventCodec.encode(event));
    }

    @Override
    public void onAccepted(Accepted event) {
      to.setAccepted(PaxosEventCodec.encode(event));
    }

    @Override
    public void onFloorRaised(FloorRaised event) {
      to.setFloorRaised(PaxosEventCodec.encode(event));
    }

    @Override
    public void onErased(Erased event) {
      throw new IllegalArgumentException("nothing of what is held is " + event);
    }

    @Override
    public void onRoundsReserved(RoundsReserved event) {
      throw new IllegalArgumentException("an acceptor has no " + event);
    }
  }
}
