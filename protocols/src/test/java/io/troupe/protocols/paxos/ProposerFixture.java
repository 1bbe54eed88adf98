package io.troupe.protocols.paxos;

import io.troupe.protocols.NodeId;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Proposer {@code a} under virtual time, with a disk that makes writes durable only when told to.
 * Every random draw is 0: it backs off for exactly 10 ms.
 */
final class ProposerFixture {
  final Proposer proposer;
  private long nowNanos;
  private long issued;

  private ProposerFixture(
      Synod synod, ProposerSettings settings, ReservedRounds reserved, RandomGenerator random) {
    proposer =
        new Proposer(PaxosFixture.A, synod, settings, reserved, reserved.incarnation() + 1, random);
  }

  static ProposerFixture idle() {
    return in(PaxosFixture.SYNOD);
  }

  static ProposerFixture in(Synod synod) {
    return new ProposerFixture(synod, PaxosFixture.SETTINGS, ReservedRounds.NONE, () -> 0);
  }

  static ProposerFixture after(ReservedRounds reserved) {
    return new ProposerFixture(PaxosFixture.SYNOD, PaxosFixture.SETTINGS, reserved, () -> 0);
  }

  /** One that has asked all for promises under ballot 1.a and wants {@code text}. */
  static ProposerFixture preparing(String text) {
    ProposerFixture fixture = idle();
    fixture.propose(text);
    fixture.sync();
    return fixture;
  }

  /** One that b and c have promised, who have accepted nothing, so that it proposes its own. */
  static ProposerFixture accepting(String text) {
    ProposerFixture fixture = preparing(text);
    fixture.receive(PaxosFixture.B, PaxosFixture.promise(1, PaxosFixture.A));
    fixture.receive(PaxosFixture.C, PaxosFixture.promise(1, PaxosFixture.A));
    return fixture;
  }

  List<PaxosOutput> propose(String text) {
    return on(new PaxosInput.Propose(PaxosFixture.value(text)));
  }

  List<PaxosOutput> receive(NodeId from, PaxosMessage message) {
    return on(new PaxosInput.Received(from, message));
  }

  List<PaxosOutput> sync() {
    return on(new PaxosInput.Persisted(issued));
  }

  List<PaxosOutput> tickAfterMs(long ms) {
    nowNanos += ms * PaxosFixture.MS;
    return on(new PaxosInput.Tick());
  }

  List<PaxosOutput> on(PaxosInput input) {
    List<PaxosOutput> outputs = proposer.on(input, nowNanos);
    for (PaxosOutput output : outputs) {
      if (output instanceof PaxosOutput.Persist persist) {
        issued = persist.write();
      }
    }
    return outputs;
  }

  static List<PaxosOutput> sends(List<PaxosOutput> outputs) {
    return outputs.stream().filter(PaxosOutput.Send.class::isInstance).toList();
  }
}
