package io.troupe.testkit.simulation.paxos;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.QuorumSystem;
import io.troupe.protocols.paxos.ReservedRounds;
import io.troupe.protocols.paxos.register.RegisterAcceptor;
import io.troupe.protocols.paxos.register.RegisterEvent;
import io.troupe.protocols.paxos.register.RegisterInput;
import io.troupe.protocols.paxos.register.RegisterMemory;
import io.troupe.protocols.paxos.register.RegisterOutput;
import io.troupe.protocols.paxos.register.RegisterProposer;
import io.troupe.protocols.paxos.register.RegisterSettings;
import io.troupe.testkit.simulation.Negligence;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * What a simulation of registers runs.
 *
 * @param acceptors makes acceptors
 * @param proposers makes proposers
 * @param remembered what comes back of a journal
 * @param negligence how careless the shells are
 */
public record RegisterSubject(
    MakeAcceptor acceptors,
    MakeProposer proposers,
    UnaryOperator<List<RegisterEvent>> remembered,
    Set<Negligence> negligence) {

  /** The production code. */
  public static final RegisterSubject REAL =
      new RegisterSubject(
          RegisterSubject::acceptor, RegisterSubject::proposer, journal -> journal, Set.of());

  /** Makes acceptors. */
  public interface MakeAcceptor {
    Role<RegisterInput, RegisterOutput> make(RegisterSettings settings, RegisterMemory memory);
  }

  /** Makes proposers. */
  public interface MakeProposer {
    Role<RegisterInput, RegisterOutput> make(
        NodeId self,
        QuorumSystem quorums,
        RegisterSettings settings,
        ReservedRounds reserved,
        long incarnation,
        RandomGenerator random);
  }

  /** Production's acceptor. */
  public static Role<RegisterInput, RegisterOutput> acceptor(
      RegisterSettings settings, RegisterMemory memory) {
    RegisterAcceptor acceptor = new RegisterAcceptor(settings, memory);
    return (input, nowNanos) -> acceptor.on(input);
  }

  /** Production's proposer. */
  public static Role<RegisterInput, RegisterOutput> proposer(
      NodeId self,
      QuorumSystem quorums,
      RegisterSettings settings,
      ReservedRounds reserved,
      long incarnation,
      RandomGenerator random) {
    RegisterProposer proposer =
        new RegisterProposer(self, quorums, settings, reserved, incarnation, random);
    return new Role<>() {
      @Override
      public List<RegisterOutput> on(RegisterInput input, long nowNanos) {
        return proposer.on(input, nowNanos);
      }

      @Override
      public long wakeAtNanos() {
        return proposer.wakeAtNanos();
      }
    };
  }

  /** The same with other acceptors. */
  public RegisterSubject with(MakeAcceptor others) {
    return new RegisterSubject(others, proposers, remembered, negligence);
  }

  /** The same with other proposers. */
  public RegisterSubject with(MakeProposer others) {
    return new RegisterSubject(acceptors, others, remembered, negligence);
  }

  /** The same, in which something else comes back of a journal. */
  public RegisterSubject remembering(UnaryOperator<List<RegisterEvent>> other) {
    return new RegisterSubject(acceptors, proposers, other, negligence);
  }

  /** The same in careless shells. */
  public RegisterSubject careless(Negligence... some) {
    return new RegisterSubject(acceptors, proposers, remembered, Set.of(some));
  }
}
