package io.troupe.protocols.paxos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.PaxosMessage.Accept;
import io.troupe.protocols.paxos.PaxosMessage.Accepted;
import io.troupe.protocols.paxos.PaxosMessage.Prepare;
import io.troupe.protocols.paxos.PaxosMessage.Promise;
import io.troupe.protocols.paxos.PaxosMessage.Rejected;
import java.util.List;

/** Words for the tests of the roles: nodes a, b and c, ballots, values and messages. */
final class PaxosFixture {
  static final NodeId A = new NodeId("a");
  static final NodeId B = new NodeId("b");
  static final NodeId C = new NodeId("c");
  static final NodeId D = new NodeId("d");
  static final NodeId E = new NodeId("e");
  static final long MS = 1_000_000;
  static final Synod SYNOD = Synod.of(List.of(A, B, C));
  static final ProposerSettings SETTINGS = new ProposerSettings(100 * MS, 10 * MS, 1_000 * MS, 1);

  private PaxosFixture() {}

  static Bytes value(String text) {
    return Bytes.wrap(text.getBytes(UTF_8));
  }

  static Ballot ballot(long round, NodeId node) {
    return new Ballot(round, node, 1);
  }

  static Proposal<Bytes> proposal(long round, NodeId node, String text) {
    return new Proposal<>(ballot(round, node), value(text));
  }

  static Prepare prepare(long round, NodeId node) {
    return new Prepare(ballot(round, node));
  }

  static Promise promise(long round, NodeId node) {
    return new Promise(ballot(round, node), LastAccepted.nothing());
  }

  static Promise promise(long round, NodeId node, Proposal<Bytes> accepted) {
    return new Promise(ballot(round, node), accepted);
  }

  static Accept accept(long round, NodeId node, String text) {
    return new Accept(proposal(round, node, text));
  }

  static Accepted accepted(long round, NodeId node, String text) {
    return new Accepted(proposal(round, node, text));
  }

  static Rejected rejected(Ballot ballot, Ballot promised) {
    return new Rejected(ballot, promised);
  }

  static PaxosOutput send(NodeId to, PaxosMessage message) {
    return new PaxosOutput.Send(to, message);
  }

  static List<PaxosOutput> toAll(PaxosMessage message) {
    return List.of(send(A, message), send(B, message), send(C, message));
  }

  static PaxosOutput persist(long write, PaxosEvent... events) {
    return new PaxosOutput.Persist(write, List.of(events));
  }
}
