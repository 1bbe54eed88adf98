package io.troupe.testkit.simulation.paxos;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.Membership;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.Ballot;
import io.troupe.protocols.paxos.Flexible;
import io.troupe.protocols.paxos.LastAccepted;
import io.troupe.protocols.paxos.PaxosEvent;
import io.troupe.protocols.paxos.PaxosInput;
import io.troupe.protocols.paxos.PaxosInput.Received;
import io.troupe.protocols.paxos.PaxosMessage;
import io.troupe.protocols.paxos.PaxosMessage.Accepted;
import io.troupe.protocols.paxos.PaxosMessage.Promise;
import io.troupe.protocols.paxos.PaxosOutput;
import io.troupe.protocols.paxos.Proposal;
import io.troupe.protocols.paxos.QuorumSystem;
import io.troupe.protocols.paxos.ReservedRounds;
import io.troupe.protocols.paxos.Synod;
import io.troupe.testkit.simulation.Negligence;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Synods with planted bugs. */
final class SynodMutants {
  private SynodMutants() {}

  /** An acceptor answers before its write is durable (P4). */
  static SynodSubject answersBeforeDurable() {
    return acceptors(
        real ->
            Altered.confirmsAtOnce(
                real,
                output ->
                    output instanceof PaxosOutput.Persist persist
                        ? Stream.of(new PaxosInput.Persisted(persist.write()))
                        : Stream.empty()));
  }

  /** An acceptor comes back without its promises; it remembers what it accepted. */
  static SynodSubject forgetsItsPromise() {
    return SynodSubject.REAL.remembering(
        journal -> journal.stream().filter(it -> !(it instanceof PaxosEvent.Promised)).toList());
  }

  /** An acceptor comes back without what it accepted; it remembers its promises. */
  static SynodSubject forgetsWhatItAccepted() {
    return SynodSubject.REAL.remembering(
        journal ->
            journal.stream()
                .map(
                    it ->
                        it instanceof PaxosEvent.Accepted accepted
                            ? new PaxosEvent.Promised(accepted.proposal().ballot())
                            : it)
                .toList());
  }

  /** A proposer takes its own value although it found another (P2c). */
  static SynodSubject proposesItsOwnValue() {
    return hears(
        message ->
            message instanceof Promise promise
                ? new Promise(promise.ballot(), LastAccepted.nothing())
                : message);
  }

  /** A proposer takes the value of any promise, not of the highest (P11). */
  static SynodSubject takesTheValueOfAnyPromise() {
    Ballot lowest = new Ballot(1, new NodeId("a"), 1);
    return hears(
        message ->
            message instanceof Promise promise
                    && promise.lastAccepted() instanceof Proposal<Bytes> it
                ? new Promise(promise.ballot(), new Proposal<>(lowest, it.value()))
                : message);
  }

  /** A proposer in a later life begins again where it began the last time (P1). */
  static SynodSubject usesBallotsAgain() {
    return SynodSubject.REAL.with(
        (SynodSubject.MakeProposer)
            (self, synod, settings, reserved, incarnation, random) ->
                SynodSubject.proposer(self, synod, settings, ReservedRounds.NONE, 1, random));
  }

  /** Promises of any ballot count for the present one (P2). */
  static SynodSubject countsOldPromises() {
    return SynodSubject.REAL.with(
        (SynodSubject.MakeProposer)
            (self, synod, settings, reserved, incarnation, random) ->
                new CountsOldPromises(
                    SynodSubject.proposer(self, synod, settings, reserved, incarnation, random)));
  }

  /** Every promise that comes is taken for one of the ballot that was last asked for. */
  private static final class CountsOldPromises implements Role<PaxosInput, PaxosOutput> {
    private final Role<PaxosInput, PaxosOutput> real;
    private Ballot latest = Ballot.NONE;

    private CountsOldPromises(Role<PaxosInput, PaxosOutput> real) {
      this.real = real;
    }

    @Override
    public List<PaxosOutput> on(PaxosInput input, long nowNanos) {
      PaxosInput changed = input;
      if (input instanceof Received received
          && received.message() instanceof Promise promise
          && latest.isAbove(promise.ballot())) {
        changed = new Received(received.from(), new Promise(latest, promise.lastAccepted()));
      }
      List<PaxosOutput> outputs = real.on(changed, nowNanos);
      for (PaxosOutput output : outputs) {
        if (output instanceof PaxosOutput.PhaseChanged phase) {
          latest = phase.ballot();
        }
      }
      return outputs;
    }

    @Override
    public long wakeAtNanos() {
      return real.wakeAtNanos();
    }
  }

  /** To accept is not to promise (P3). */
  static SynodSubject acceptsWithoutPromising() {
    return SynodSubject.REAL.with(
        (SynodSubject.MakeAcceptor) (synod, state) -> new NaiveAcceptor(synod, state, false));
  }

  /** A promise to accept nothing smaller is not kept. */
  static SynodSubject acceptsAtAnyBallot() {
    return SynodSubject.REAL.with(
        (SynodSubject.MakeAcceptor) (synod, state) -> new NaiveAcceptor(synod, state, true));
  }

  /** Every node is told of quorums of its own, which do not meet those of others (P16). */
  static SynodSubject quorumsThatDoNotMeet() {
    return SynodSubject.REAL.telling(
        (node, synod) ->
            new Synod(new Flexible(Membership.of(List.of(node)), 1, 1), synod.learners()));
  }

  /** Half of all is taken for a majority (P16). */
  static SynodSubject halfIsEnough() {
    return SynodSubject.REAL.telling(
        (node, synod) -> {
          List<NodeId> all = synod.acceptors();
          List<NodeId> half = all.subList(0, (all.size() + 1) / 2);
          boolean first = half.contains(node);
          List<NodeId> own = first ? half : all.subList(half.size(), all.size());
          return new Synod(QuorumSystem.majority(own), synod.learners());
        });
  }

  /** A learner takes the first vote for the decision. */
  static SynodSubject learnsFromOneVote() {
    return SynodSubject.REAL.with(
        (SynodSubject.MakeLearner)
            (self, synod, settings, nowNanos) ->
                Altered.in(
                    SynodSubject.learner(self, synod, settings, nowNanos),
                    input ->
                        input instanceof Received received
                                && received.message() instanceof Accepted accepted
                            ? new Received(
                                received.from(), new PaxosMessage.Chosen(accepted.proposal()))
                            : input));
  }

  /** A proposer whose ballot is rejected does not come back. */
  static SynodSubject givesUp() {
    return SynodSubject.REAL.with(
        (SynodSubject.MakeProposer)
            (self, synod, settings, reserved, incarnation, random) -> {
              Role<PaxosInput, PaxosOutput> real =
                  SynodSubject.proposer(self, synod, settings, reserved, incarnation, random);
              return (input, nowNanos) -> real.on(input, nowNanos); // never wakes
            });
  }

  /** A node with an empty disk takes part as before (P5). */
  static SynodSubject admitsAWipedNode() {
    return SynodSubject.REAL.careless(Negligence.ADMITS_A_WIPED_NODE);
  }

  private static SynodSubject acceptors(UnaryOperator<Role<PaxosInput, PaxosOutput>> plant) {
    return SynodSubject.REAL.with(
        (SynodSubject.MakeAcceptor)
            (synod, state) -> plant.apply(SynodSubject.acceptor(synod, state)));
  }

  private static SynodSubject hears(Function<PaxosMessage, PaxosMessage> change) {
    return SynodSubject.REAL.with(
        (SynodSubject.MakeProposer)
            (self, synod, settings, reserved, incarnation, random) ->
                Altered.in(
                    SynodSubject.proposer(self, synod, settings, reserved, incarnation, random),
                    input ->
                        input instanceof Received received
                            ? new Received(received.from(), change.apply(received.message()))
                            : input));
  }
}
