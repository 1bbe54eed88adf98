package io.troupe.actors.wire;

import io.troupe.actors.wire.proto.PaxosProto;
import io.troupe.protocols.Bytes;
import io.troupe.protocols.paxos.LastAccepted;
import io.troupe.protocols.paxos.PaxosMessage;
import io.troupe.protocols.paxos.PaxosMessage.Accept;
import io.troupe.protocols.paxos.PaxosMessage.Accepted;
import io.troupe.protocols.paxos.PaxosMessage.Chosen;
import io.troupe.protocols.paxos.PaxosMessage.Inquire;
import io.troupe.protocols.paxos.PaxosMessage.Prepare;
import io.troupe.protocols.paxos.PaxosMessage.Promise;
import io.troupe.protocols.paxos.PaxosMessage.Rejected;

/** A message between roles of single-decree Paxos, to and from its form on the wire. */
final class PaxosMessageCodec {
  private PaxosMessageCodec() {}

  static PaxosProto.PaxosMessage encode(PaxosMessage message) {
    PaxosProto.PaxosMessage.Builder builder = PaxosProto.PaxosMessage.newBuilder();
    message.accept(new Encoder(builder));
    return builder.build();
  }

  static PaxosMessage decode(PaxosProto.PaxosMessage message) {
    return switch (message.getBodyCase()) {
      case PREPARE -> new Prepare(PaxosFields.decode(message.getPrepare().getBallot()));
      case PROMISE -> promise(message.getPromise());
      case ACCEPT -> new Accept(PaxosFields.decode(message.getAccept().getProposal()));
      case ACCEPTED -> new Accepted(PaxosFields.decode(message.getAccepted().getProposal()));
      case REJECTED ->
          new Rejected(
              PaxosFields.decode(message.getRejected().getBallot()),
              PaxosFields.decode(message.getRejected().getPromised()));
      case CHOSEN -> new Chosen(PaxosFields.decode(message.getChosen().getProposal()));
      case INQUIRE -> new Inquire();
      case BODY_NOT_SET -> throw new WireFormatException("a Paxos message of no known kind");
    };
  }

  private static Promise promise(PaxosProto.Promise body) {
    LastAccepted<Bytes> last =
        body.hasLastAccepted()
            ? PaxosFields.decode(body.getLastAccepted())
            : LastAccepted.nothing();
    return new Promise(PaxosFields.decode(body.getBallot()), last);
  }

  private record Encoder(PaxosProto.PaxosMessage.Builder to) implements PaxosMessage.Handler {
    @Override
    public void onPrepare(Prepare message) {
      to.getPrepareBuilder().setBallot(PaxosFields.encode(message.ballot()));
    }

    @Override
    public void onPromise(Promise message) {
      PaxosProto.Promise.Builder body = to.getPromiseBuilder();
      body.setBallot(PaxosFields.encode(message.ballot()));
      message.lastAccepted().proposal().map(PaxosFields::encode).ifPresent(body::setLastAccepted);
    }

    @Override
    public void onAccept(Accept message) {
      to.getAcceptBuilder().setProposal(PaxosFields.encode(message.proposal()));
    }

    @Override
    public void onAccepted(Accepted message) {
      to.getAcceptedBuilder().setProposal(PaxosFields.encode(message.proposal()));
    }

    @Override
    public void onRejected(Rejected message) {
      to.getRejectedBuilder()
          .setBallot(PaxosFields.encode(message.ballot()))
          .setPromised(PaxosFields.encode(message.promised()));
    }

    @Override
    public void onChosen(Chosen message) {
      to.getChosenBuilder().setProposal(PaxosFields.encode(message.proposal()));
    }

    @Override
    public void onInquire(Inquire message) {
      to.setInquire(PaxosProto.Inquire.getDefaultInstance());
    }
  }
}
