package io.troupe.testkit.simulation.paxos;

import io.troupe.protocols.paxos.Ballot;
import io.troupe.protocols.paxos.LastAccepted;
import io.troupe.protocols.paxos.ReservedRounds;
import io.troupe.protocols.paxos.register.RegisterEvent;
import io.troupe.protocols.paxos.register.RegisterInput;
import io.troupe.protocols.paxos.register.RegisterInput.Received;
import io.troupe.protocols.paxos.register.RegisterMessage.Erase;
import io.troupe.protocols.paxos.register.RegisterMessage.Promise;
import io.troupe.protocols.paxos.register.RegisterMessage.Rejected;
import io.troupe.protocols.paxos.register.RegisterOutcome;
import io.troupe.protocols.paxos.register.RegisterOutcome.Committed;
import io.troupe.protocols.paxos.register.RegisterOutcome.Unknown;
import io.troupe.protocols.paxos.register.RegisterOutput;
import io.troupe.protocols.paxos.register.RegisterOutput.Finished;
import io.troupe.protocols.paxos.register.RegisterOutput.Send;
import io.troupe.protocols.paxos.register.RegisterPhase;
import io.troupe.testkit.simulation.Negligence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Registers with planted bugs. */
final class RegisterMutants {
  private RegisterMutants() {}

  /** An acceptor answers before its write is durable (P4). */
  static RegisterSubject answersBeforeDurable() {
    return RegisterSubject.REAL.with(
        (RegisterSubject.MakeAcceptor)
            (settings, memory) ->
                Altered.confirmsAtOnce(
                    RegisterSubject.acceptor(settings, memory),
                    output ->
                        output instanceof RegisterOutput.Persist persist
                            ? Stream.of(new RegisterInput.Persisted(persist.write()))
                            : Stream.empty()));
  }

  /** An acceptor comes back without its promises; it remembers what it accepted. */
  static RegisterSubject forgetsItsPromise() {
    return RegisterSubject.REAL.remembering(
        journal -> journal.stream().filter(it -> !(it instanceof RegisterEvent.Promised)).toList());
  }

  /** What was forgotten leaves no floor behind, after a restart (P26). */
  static RegisterSubject forgetsItsFloor() {
    return RegisterSubject.REAL.remembering(
        journal -> {
          List<RegisterEvent> kept = new ArrayList<>();
          for (RegisterEvent event : journal) {
            if (event instanceof RegisterEvent.Erased erased) {
              kept.removeIf(
                  it ->
                      (it instanceof RegisterEvent.Promised promised
                              && promised.key().equals(erased.key()))
                          || (it instanceof RegisterEvent.Accepted accepted
                              && accepted.key().equals(erased.key())));
            } else {
              kept.add(event);
            }
          }
          return kept;
        });
  }

  /** A proposer applies its change to nothing although it found a state. */
  static RegisterSubject startsFromNothing() {
    return proposers(
        real ->
            Altered.in(
                real,
                input ->
                    input instanceof Received received
                            && received.message() instanceof Promise promise
                        ? new Received(
                            received.from(),
                            new Promise(promise.key(), promise.ballot(), LastAccepted.nothing()))
                        : input));
  }

  /** A proposer in a later life begins again where it began the last time (P1). */
  static RegisterSubject usesBallotsAgain() {
    return RegisterSubject.REAL.with(
        (RegisterSubject.MakeProposer)
            (self, quorums, settings, reserved, incarnation, random) ->
                RegisterSubject.proposer(self, quorums, settings, ReservedRounds.NONE, 1, random));
  }

  /** What may have happened is reported as not having happened (P20). */
  static RegisterSubject takesUnknownForRejected() {
    return proposers(
        real ->
            Altered.out(
                real,
                output ->
                    output instanceof Finished done && done.outcome() instanceof Unknown
                        ? Stream.of(
                            new Finished(
                                done.id(),
                                done.key(),
                                new RegisterOutcome.Rejected(RegisterOutcome.Reason.TIMED_OUT, "")))
                        : Stream.of(output)));
  }

  /** What may have happened is done once more (P21, P33). */
  static RegisterSubject doesItAgain() {
    return proposers(DoesItAgain::new);
  }

  private static final class DoesItAgain implements Role<RegisterInput, RegisterOutput> {
    private final Role<RegisterInput, RegisterOutput> real;
    private final Map<Long, RegisterInput> asked = new HashMap<>();

    private DoesItAgain(Role<RegisterInput, RegisterOutput> real) {
      this.real = real;
    }

    @Override
    public List<RegisterOutput> on(RegisterInput input, long nowNanos) {
      if (input instanceof RegisterInput.Request request) {
        asked.put(request.id(), request);
      }
      List<RegisterOutput> all = new ArrayList<>();
      for (RegisterOutput output : real.on(input, nowNanos)) {
        if (output instanceof Finished done && done.outcome() instanceof Unknown) {
          RegisterInput again = asked.remove(done.id());
          if (again != null) {
            all.addAll(real.on(again, nowNanos));
            continue;
          }
        }
        all.add(output);
      }
      return all;
    }

    @Override
    public long wakeAtNanos() {
      return real.wakeAtNanos();
    }
  }

  /** An acceptor claims that it never accepted what it rejects. */
  static RegisterSubject deniesWhatItAccepted() {
    return RegisterSubject.REAL.with(
        (RegisterSubject.MakeAcceptor)
            (settings, memory) ->
                Altered.out(
                    RegisterSubject.acceptor(settings, memory),
                    output ->
                        output instanceof Send send && send.message() instanceof Rejected rejected
                            ? Stream.of(
                                new Send(
                                    send.to(),
                                    new Rejected(
                                        rejected.key(),
                                        rejected.ballot(),
                                        rejected.promised(),
                                        true)))
                            : Stream.of(output)));
  }

  /** A tombstone is forgotten as soon as a quorum holds it (P33). */
  static RegisterSubject erasesEarly() {
    return RegisterSubject.REAL.with(
        (RegisterSubject.MakeProposer)
            (self, quorums, settings, reserved, incarnation, random) -> {
              Ballot[] latest = {Ballot.NONE};
              return Altered.out(
                  RegisterSubject.proposer(self, quorums, settings, reserved, incarnation, random),
                  output -> {
                    if (output instanceof RegisterOutput.PhaseChanged changed
                        && changed.phase() == RegisterPhase.FINISHED) {
                      latest[0] = changed.ballot();
                    }
                    boolean empties =
                        output instanceof Finished done
                            && done.outcome() instanceof Committed committed
                            && committed.after().value().isEmpty();
                    return empties
                        ? Stream.concat(
                            Stream.of(output),
                            quorums.acceptors().stream()
                                .map(
                                    it ->
                                        new Send(
                                            it, new Erase(((Finished) output).key(), latest[0]))))
                        : Stream.of(output);
                  });
            });
  }

  /** A node with an empty disk takes part as before (P5). */
  static RegisterSubject admitsAWipedNode() {
    return RegisterSubject.REAL.careless(Negligence.ADMITS_A_WIPED_NODE);
  }

  private static RegisterSubject proposers(
      Function<Role<RegisterInput, RegisterOutput>, Role<RegisterInput, RegisterOutput>> plant) {
    return RegisterSubject.REAL.with(
        (RegisterSubject.MakeProposer)
            (self, quorums, settings, reserved, incarnation, random) ->
                plant.apply(
                    RegisterSubject.proposer(
                        self, quorums, settings, reserved, incarnation, random)));
  }
}
