package io.troupe.actors.wire;

import static io.troupe.actors.wire.Fields.natural;

import io.troupe.actors.wire.proto.PaxosProto;
import io.troupe.protocols.Bytes;
import io.troupe.protocols.paxos.Ballot;
import io.troupe.protocols.paxos.Proposal;
import io.troupe.protocols.paxos.register.RegisterKey;
import io.troupe.protocols.paxos.register.RegisterState;

/** The field types that the messages and the events of Paxos share. */
final class PaxosFields {
  private PaxosFields() {}

  static PaxosProto.Ballot encode(Ballot ballot) {
    return PaxosProto.Ballot.newBuilder()
        .setRound(ballot.round())
        .setNode(ballot.node().value())
        .setIncarnation(ballot.incarnation())
        .build();
  }

  static Ballot decode(PaxosProto.Ballot ballot) {
    return new Ballot(
        natural("round", ballot.getRound()),
        Fields.nodeId(ballot.getNode()),
        natural("incarnation", ballot.getIncarnation()));
  }

  static PaxosProto.Proposal encode(Proposal<Bytes> proposal) {
    return PaxosProto.Proposal.newBuilder()
        .setBallot(encode(proposal.ballot()))
        .setValue(Fields.encode(proposal.value()))
        .build();
  }

  static Proposal<Bytes> decode(PaxosProto.Proposal proposal) {
    return new Proposal<>(decode(proposal.getBallot()), Fields.decode(proposal.getValue()));
  }

  static PaxosProto.StateProposal encodeState(Proposal<RegisterState> proposal) {
    PaxosProto.StateProposal.Builder builder =
        PaxosProto.StateProposal.newBuilder().setBallot(encode(proposal.ballot()));
    proposal.value().value().map(Fields::encode).ifPresent(builder::setValue);
    return builder.build();
  }

  static Proposal<RegisterState> decodeState(PaxosProto.StateProposal proposal) {
    return new Proposal<>(
        decode(proposal.getBallot()),
        proposal.hasValue()
            ? RegisterState.of(Fields.decode(proposal.getValue()))
            : RegisterState.EMPTY);
  }

  static RegisterKey key(String value) {
    if (value.length() > RegisterKey.MAX_CHARS) {
      throw new WireFormatException("a key has " + value.length() + " characters");
    }
    return new RegisterKey(value);
  }
}
