package io.troupe.actors.wire;

import static io.troupe.actors.wire.Fields.natural;

import io.troupe.actors.wire.CarriedOutcome.Committed;
import io.troupe.actors.wire.CarriedOutcome.Reason;
import io.troupe.actors.wire.CarriedOutcome.Rejected;
import io.troupe.actors.wire.CarriedOutcome.Unknown;
import io.troupe.actors.wire.proto.GatewayProto;
import java.util.Optional;
import java.util.UUID;

/** What gateways send each other, to and from its form on the wire. */
final class GatewayCodec {
  private GatewayCodec() {}

  static GatewayProto.Hello encode(Hello hello) {
    return GatewayProto.Hello.newBuilder()
        .setFormat(FormatVersion.WIRE.newest())
        .setSystem(hello.system())
        .setNode(hello.node().value())
        .setDirectoryHigh(hello.directory().getMostSignificantBits())
        .setDirectoryLow(hello.directory().getLeastSignificantBits())
        .setIncarnation(hello.incarnation())
        .setWantsReply(hello.wantsReply())
        .setAddress(hello.address())
        .build();
  }

  static Hello decode(GatewayProto.Hello hello) {
    FormatVersion.WIRE.check(hello.getFormat());
    return new Hello(
        hello.getSystem(),
        Fields.nodeId(hello.getNode()),
        new UUID(hello.getDirectoryHigh(), hello.getDirectoryLow()),
        natural("incarnation", hello.getIncarnation()),
        hello.getAddress(),
        hello.getWantsReply());
  }

  static GatewayProto.Envelope encode(Envelope envelope) {
    GatewayProto.Envelope.Builder builder =
        GatewayProto.Envelope.newBuilder()
            .setFormat(FormatVersion.WIRE.newest())
            .setFrom(envelope.from().value())
            .setFromIncarnation(envelope.fromIncarnation())
            .setTo(envelope.to().value());
    for (Item item : envelope.items()) {
      builder.addItems(item.accept(ItemEncoder.ENCODER));
    }
    return builder.build();
  }

  static Envelope decode(GatewayProto.Envelope envelope) {
    FormatVersion.WIRE.check(envelope.getFormat());
    return new Envelope(
        Fields.nodeId(envelope.getFrom()),
        natural("from_incarnation", envelope.getFromIncarnation()),
        Fields.nodeId(envelope.getTo()),
        envelope.getItemsList().stream().map(GatewayCodec::decode).toList());
  }

  private static Item decode(GatewayProto.Item item) {
    return switch (item.getBodyCase()) {
      case RAFT -> decode(item.getRaft());
      case REQUEST -> decode(item.getRequest());
      case REPLY -> decode(item.getReply());
      case PAXOS ->
          new PaxosItem(
              Fields.groupId(item.getPaxos().getSynod()),
              PaxosMessageCodec.decode(item.getPaxos().getMessage()));
      case REGISTER ->
          new RegisterItem(
              Fields.groupId(item.getRegister().getRegister()),
              RegisterMessageCodec.decode(item.getRegister().getMessage()));
      case BODY_NOT_SET -> throw new WireFormatException("an item of no known kind");
    };
  }

  private static RaftItem decode(GatewayProto.RaftItem item) {
    return new RaftItem(
        Fields.groupId(item.getGroup()),
        natural("incarnation", item.getIncarnation()),
        RaftMessageDecoder.decode(item.getMessage()));
  }

  private static ClientRequest decode(GatewayProto.ClientRequest request) {
    ClientRequest.Kind kind =
        switch (request.getKind()) {
          case REQUEST_KIND_WRITE -> ClientRequest.Kind.WRITE;
          case REQUEST_KIND_READ -> ClientRequest.Kind.READ;
          case REQUEST_KIND_UNSPECIFIED, UNRECOGNIZED ->
              throw new WireFormatException(
                  "no kind of request has the code " + request.getKindValue());
        };
    return new ClientRequest(
        request.getRequestId(),
        Fields.groupId(request.getGroup()),
        kind,
        Fields.decode(request.getCommand()));
  }

  private static ClientReply decode(GatewayProto.ClientReply reply) {
    return new ClientReply(reply.getRequestId(), Fields.groupId(reply.getGroup()), outcome(reply));
  }

  private static CarriedOutcome outcome(GatewayProto.ClientReply reply) {
    return switch (reply.getOutcomeCase()) {
      case COMMITTED ->
          new Committed(
              natural("index", reply.getCommitted().getIndex()),
              Fields.decode(reply.getCommitted().getReply()));
      case REJECTED -> decode(reply.getRejected());
      case UNKNOWN -> new Unknown(reply.getUnknown().getText());
      case OUTCOME_NOT_SET -> throw new WireFormatException("a reply without an outcome");
    };
  }

  private static Rejected decode(GatewayProto.Rejected rejected) {
    return new Rejected(
        Reason.ofCode(rejected.getReasonValue()),
        rejected.getText(),
        rejected.hasLeader() ? Optional.of(Fields.nodeId(rejected.getLeader())) : Optional.empty());
  }
}
