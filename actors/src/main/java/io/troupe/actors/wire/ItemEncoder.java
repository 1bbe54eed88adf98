package io.troupe.actors.wire;

import io.troupe.actors.wire.CarriedOutcome.Committed;
import io.troupe.actors.wire.CarriedOutcome.Rejected;
import io.troupe.actors.wire.CarriedOutcome.Unknown;
import io.troupe.actors.wire.proto.GatewayProto;
import io.troupe.protocols.NodeId;

/** From one thing in an envelope to its form on the wire; payloads are shared, not copied. */
final class ItemEncoder implements Item.Handler<GatewayProto.Item> {
  static final ItemEncoder ENCODER = new ItemEncoder();

  private ItemEncoder() {}

  @Override
  public GatewayProto.Item onRaft(RaftItem item) {
    return GatewayProto.Item.newBuilder()
        .setRaft(
            GatewayProto.RaftItem.newBuilder()
                .setGroup(item.group().value())
                .setIncarnation(item.incarnation())
                .setMessage(RaftMessageEncoder.encode(item.message())))
        .build();
  }

  @Override
  public GatewayProto.Item onRequest(ClientRequest request) {
    return GatewayProto.Item.newBuilder()
        .setRequest(
            GatewayProto.ClientRequest.newBuilder()
                .setRequestId(request.requestId())
                .setGroup(request.group().value())
                .setKind(
                    switch (request.kind()) {
                      case WRITE -> GatewayProto.RequestKind.REQUEST_KIND_WRITE;
                      case READ -> GatewayProto.RequestKind.REQUEST_KIND_READ;
                    })
                .setCommand(Fields.encode(request.command())))
        .build();
  }

  @Override
  public GatewayProto.Item onReply(ClientReply reply) {
    GatewayProto.ClientReply.Builder builder =
        reply.outcome().match(ItemEncoder::encode, ItemEncoder::encode, ItemEncoder::encode);
    return GatewayProto.Item.newBuilder()
        .setReply(builder.setRequestId(reply.requestId()).setGroup(reply.group().value()))
        .build();
  }

  @Override
  public GatewayProto.Item onPaxos(PaxosItem item) {
    return GatewayProto.Item.newBuilder()
        .setPaxos(
            GatewayProto.PaxosItem.newBuilder()
                .setSynod(item.synod().value())
                .setMessage(PaxosMessageCodec.encode(item.message())))
        .build();
  }

  @Override
  public GatewayProto.Item onRegister(RegisterItem item) {
    return GatewayProto.Item.newBuilder()
        .setRegister(
            GatewayProto.RegisterItem.newBuilder()
                .setRegister(item.register().value())
                .setMessage(RegisterMessageCodec.encode(item.message())))
        .build();
  }

  private static GatewayProto.ClientReply.Builder encode(Committed committed) {
    return GatewayProto.ClientReply.newBuilder()
        .setCommitted(
            GatewayProto.Committed.newBuilder()
                .setIndex(committed.index())
                .setReply(Fields.encode(committed.reply())));
  }

  private static GatewayProto.ClientReply.Builder encode(Rejected rejected) {
    GatewayProto.Rejected.Builder builder =
        GatewayProto.Rejected.newBuilder()
            .setReasonValue(rejected.reason().code())
            .setText(rejected.text());
    rejected.leader().map(NodeId::value).ifPresent(builder::setLeader);
    return GatewayProto.ClientReply.newBuilder().setRejected(builder);
  }

  private static GatewayProto.ClientReply.Builder encode(Unknown unknown) {
    return GatewayProto.ClientReply.newBuilder()
        .setUnknown(GatewayProto.Unknown.newBuilder().setText(unknown.text()));
  }
}
