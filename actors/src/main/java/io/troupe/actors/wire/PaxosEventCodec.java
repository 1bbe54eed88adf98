package io.troupe.actors.wire;

import static io.troupe.actors.wire.Fields.natural;

import io.troupe.actors.wire.proto.PaxosLogProto;
import io.troupe.protocols.paxos.PaxosEvent;
import io.troupe.protocols.paxos.register.RegisterEvent;
import java.util.List;

/** The table of all events of the roles of Paxos and how each is stored. */
final class PaxosEventCodec {
  private static final int FORMAT = FormatVersion.PAXOS_EVENT.newest();

  static final List<EventFormat<?, ?>> EVENTS =
      List.of(
          new EventFormat<>(
              "P",
              PaxosEvent.Promised.class,
              PaxosEventCodec::encode,
              PaxosLogProto.Promised.parser(),
              PaxosLogProto.Promised::getFormat,
              it -> new PaxosEvent.Promised(PaxosFields.decode(it.getBallot()))),
          new EventFormat<>(
              "A",
              PaxosEvent.Accepted.class,
              PaxosEventCodec::encode,
              PaxosLogProto.Accepted.parser(),
              PaxosLogProto.Accepted::getFormat,
              it -> new PaxosEvent.Accepted(PaxosFields.decode(it.getProposal()))),
          new EventFormat<>(
              "R",
              PaxosEvent.RoundsReserved.class,
              it -> reserved(it.incarnation(), it.upTo()),
              PaxosLogProto.RoundsReserved.parser(),
              PaxosLogProto.RoundsReserved::getFormat,
              it ->
                  new PaxosEvent.RoundsReserved(
                      natural("incarnation", it.getIncarnation()), natural("up_to", it.getUpTo()))),
          new EventFormat<>(
              "KP",
              RegisterEvent.Promised.class,
              PaxosEventCodec::encode,
              PaxosLogProto.RegisterPromised.parser(),
              PaxosLogProto.RegisterPromised::getFormat,
              PaxosEventCodec::decode),
          new EventFormat<>(
              "KA",
              RegisterEvent.Accepted.class,
              PaxosEventCodec::encode,
              PaxosLogProto.RegisterAccepted.parser(),
              PaxosLogProto.RegisterAccepted::getFormat,
              PaxosEventCodec::decode),
          new EventFormat<>(
              "KE",
              RegisterEvent.Erased.class,
              PaxosEventCodec::encode,
              PaxosLogProto.RegisterErased.parser(),
              PaxosLogProto.RegisterErased::getFormat,
              it -> new RegisterEvent.Erased(PaxosFields.key(it.getKey()))),
          new EventFormat<>(
              "KF",
              RegisterEvent.FloorRaised.class,
              PaxosEventCodec::encode,
              PaxosLogProto.FloorRaised.parser(),
              PaxosLogProto.FloorRaised::getFormat,
              PaxosEventCodec::decode),
          new EventFormat<>(
              "KR",
              RegisterEvent.RoundsReserved.class,
              it -> reserved(it.incarnation(), it.upTo()),
              PaxosLogProto.RoundsReserved.parser(),
              PaxosLogProto.RoundsReserved::getFormat,
              it ->
                  new RegisterEvent.RoundsReserved(
                      natural("incarnation", it.getIncarnation()), natural("up_to", it.getUpTo()))),
          new EventFormat<>(
              "KC",
              RegisterRestated.class,
              RestatedCodec::encode,
              PaxosLogProto.RegisterRestated.parser(),
              PaxosLogProto.RegisterRestated::getFormat,
              RestatedCodec::decode));

  private PaxosEventCodec() {}

  private static PaxosLogProto.Promised encode(PaxosEvent.Promised event) {
    return PaxosLogProto.Promised.newBuilder()
        .setBallot(PaxosFields.encode(event.ballot()))
        .setFormat(FORMAT)
        .build();
  }

  private static PaxosLogProto.Accepted encode(PaxosEvent.Accepted event) {
    return PaxosLogProto.Accepted.newBuilder()
        .setProposal(PaxosFields.encode(event.proposal()))
        .setFormat(FORMAT)
        .build();
  }

  private static PaxosLogProto.RoundsReserved reserved(long incarnation, long upTo) {
    return PaxosLogProto.RoundsReserved.newBuilder()
        .setIncarnation(incarnation)
        .setUpTo(upTo)
        .setFormat(FORMAT)
        .build();
  }

  static RegisterEvent.Promised decode(PaxosLogProto.RegisterPromised event) {
    return new RegisterEvent.Promised(
        PaxosFields.key(event.getKey()), PaxosFields.decode(event.getBallot()));
  }

  static RegisterEvent.Accepted decode(PaxosLogProto.RegisterAccepted event) {
    return new RegisterEvent.Accepted(
        PaxosFields.key(event.getKey()),
        PaxosFields.decodeState(event.getProposal()),
        PaxosFields.decode(event.getPromised()));
  }

  static RegisterEvent.FloorRaised decode(PaxosLogProto.FloorRaised event) {
    return new RegisterEvent.FloorRaised(PaxosFields.decode(event.getFloor()));
  }

  static PaxosLogProto.RegisterPromised encode(RegisterEvent.Promised event) {
    return PaxosLogProto.RegisterPromised.newBuilder()
        .setKey(event.key().value())
        .setBallot(PaxosFields.encode(event.ballot()))
        .setFormat(FORMAT)
        .build();
  }

  static PaxosLogProto.RegisterAccepted encode(RegisterEvent.Accepted event) {
    return PaxosLogProto.RegisterAccepted.newBuilder()
        .setKey(event.key().value())
        .setProposal(PaxosFields.encodeState(event.proposal()))
        .setPromised(PaxosFields.encode(event.promised()))
        .setFormat(FORMAT)
        .build();
  }

  private static PaxosLogProto.RegisterErased encode(RegisterEvent.Erased event) {
    return PaxosLogProto.RegisterErased.newBuilder()
        .setKey(event.key().value())
        .setFormat(FORMAT)
        .build();
  }

  static PaxosLogProto.FloorRaised encode(RegisterEvent.FloorRaised event) {
    return PaxosLogProto.FloorRaised.newBuilder()
        .setFloor(PaxosFields.encode(event.floor()))
        .setFormat(FORMAT)
        .build();
  }
}
