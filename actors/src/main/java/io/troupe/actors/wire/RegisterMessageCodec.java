package io.troupe.actors.wire;

import io.troupe.actors.wire.proto.PaxosProto;
import io.troupe.protocols.paxos.LastAccepted;
import io.troupe.protocols.paxos.register.RegisterKey;
import io.troupe.protocols.paxos.register.RegisterMessage;
import io.troupe.protocols.paxos.register.RegisterMessage.Accept;
import io.troupe.protocols.paxos.register.RegisterMessage.Accepted;
import io.troupe.protocols.paxos.register.RegisterMessage.Erase;
import io.troupe.protocols.paxos.register.RegisterMessage.Erased;
import io.troupe.protocols.paxos.register.RegisterMessage.Prepare;
import io.troupe.protocols.paxos.register.RegisterMessage.Promise;
import io.troupe.protocols.paxos.register.RegisterMessage.Refused;
import io.troupe.protocols.paxos.register.RegisterMessage.Rejected;
import io.troupe.protocols.paxos.register.RegisterState;

/** A message between roles of replicated registers, to and from its form on the wire. */
final class RegisterMessageCodec {
  private RegisterMessageCodec() {}

  static PaxosProto.RegisterMessage encode(RegisterMessage message) {
    PaxosProto.RegisterMessage.Builder builder =
        PaxosProto.RegisterMessage.newBuilder().setKey(message.key().value());
    message.accept(new Encoder(builder));
    return builder.build();
  }

  static RegisterMessage decode(PaxosProto.RegisterMessage message) {
    RegisterKey key = PaxosFields.key(message.getKey());
    return switch (message.getBodyCase()) {
      case PREPARE -> new Prepare(key, PaxosFields.decode(message.getPrepare().getBallot()));
      case PROMISE -> promise(key, message.getPromise());
      case ACCEPT ->
          new Accept(
              key,
              PaxosFields.decodeState(message.getAccept().getProposal()),
              PaxosFields.decode(message.getAccept().getNext()));
      case ACCEPTED -> new Accepted(key, PaxosFields.decode(message.getAccepted().getBallot()));
      case REJECTED ->
          new Rejected(
              key,
              PaxosFields.decode(message.getRejected().getBallot()),
              PaxosFields.decode(message.getRejected().getPromised()),
              message.getRejected().getNeverAccepted());
      case REFUSED -> new Refused(key, PaxosFields.decode(message.getRefused().getBallot()));
      case ERASE -> new Erase(key, PaxosFields.decode(message.getErase().getBallot()));
      case ERASED -> new Erased(key, PaxosFields.decode(message.getErased().getBallot()));
      case BODY_NOT_SET -> throw new WireFormatException("a register message of no known kind");
    };
  }

  private static Promise promise(RegisterKey key, PaxosProto.RegisterPromise body) {
    LastAccepted<RegisterState> last =
        body.hasLastAccepted()
            ? PaxosFields.decodeState(body.getLastAccepted())
            : LastAccepted.nothing();
    return new Promise(key, PaxosFields.decode(body.getBallot()), last);
  }

  private record Encoder(PaxosProto.RegisterMessage.Builder to) implements RegisterMessage.Handler {
    @Override
    public void onPrepare(Prepare message) {
      to.getPrepareBuilder().setBallot(PaxosFields.encode(message.ballot()));
    }

    @Override
    public void onPromise(Promise message) {
      PaxosProto.RegisterPromise.Builder body = to.getPromiseBuilder();
      body.setBallot(PaxosFields.encode(message.ballot()));
      message
          .lastAccepted()
          .proposal()
          .map(PaxosFields::encodeState)
          .ifPresent(body::setLastAccepted);
    }

    @Override
    public void onAccept(Accept message) {
      to.getAcceptBuilder()
          .setProposal(PaxosFields.encodeState(message.proposal()))
          .setNext(PaxosFields.encode(message.next()));
    }

    @Override
    public void onAccepted(Accepted message) {
      to.getAcceptedBuilder().setBallot(PaxosFields.encode(message.ballot()));
    }

    @Override
    public void onRejected(Rejected message) {
      to.getRejectedBuilder()
          .setBallot(PaxosFields.encode(message.ballot()))
          .setPromised(PaxosFields.encode(message.promised()))
          .setNeverAccepted(message.neverAccepted());
    }

    @Override
    public void onRefused(Refused message) {
      to.getRefusedBuilder().setBallot(PaxosFields.encode(message.ballot()));
    }

    @Override
    public void onErase(Erase message) {
      to.getEraseBuilder().setBallot(PaxosFields.encode(message.ballot()));
    }

    @Override
    public void onErased(Erased message) {
      to.getErasedBuilder().setBallot(PaxosFields.encode(message.ballot()));
    }
  }
}
