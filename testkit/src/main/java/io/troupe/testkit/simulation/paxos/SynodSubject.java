package io.troupe.testkit.simulation.paxos;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.Acceptor;
import io.troupe.protocols.paxos.AcceptorState;
import io.troupe.protocols.paxos.Learner;
import io.troupe.protocols.paxos.PaxosEvent;
import io.troupe.protocols.paxos.PaxosInput;
import io.troupe.protocols.paxos.PaxosOutput;
import io.troupe.protocols.paxos.Proposer;
import io.troupe.protocols.paxos.ProposerSettings;
import io.troupe.protocols.paxos.ReservedRounds;
import io.troupe.protocols.paxos.Synod;
import io.troupe.testkit.simulation.Negligence;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * What a simulation of the synod runs.
 *
 * @param acceptors makes acceptors
 * @param proposers makes proposers
 * @param learners makes learners
 * @param told what a node is told of the synod
 * @param remembered what comes back of a journal
 * @param negligence how careless the shells are
 */
public record SynodSubject(
    MakeAcceptor acceptors,
    MakeProposer proposers,
    MakeLearner learners,
    BiFunction<NodeId, Synod, Synod> told,
    UnaryOperator<List<PaxosEvent>> remembered,
    Set<Negligence> negligence) {

  /** The production code. */
  public static final SynodSubject REAL =
      new SynodSubject(
          SynodSubject::acceptor,
          SynodSubject::proposer,
          SynodSubject::learner,
          (node, synod) -> synod,
          journal -> journal,
          Set.of());

  /** Makes acceptors. */
  public interface MakeAcceptor {
    Role<PaxosInput, PaxosOutput> make(Synod synod, AcceptorState<Bytes> state);
  }

  /** Makes proposers. */
  public interface MakeProposer {
    Role<PaxosInput, PaxosOutput> make(
        NodeId self,
        Synod synod,
        ProposerSettings settings,
        ReservedRounds reserved,
        long incarnation,
        RandomGenerator random);
  }

  /** Makes learners. */
  public interface MakeLearner {
    Role<PaxosInput, PaxosOutput> make(
        NodeId self, Synod synod, ProposerSettings settings, long nowNanos);
  }

  /** Production's acceptor. */
  public static Role<PaxosInput, PaxosOutput> acceptor(Synod synod, AcceptorState<Bytes> state) {
    Acceptor acceptor = new Acceptor(synod, state);
    return (input, nowNanos) -> acceptor.on(input);
  }

  /** Production's proposer. */
  public static Role<PaxosInput, PaxosOutput> proposer(
      NodeId self,
      Synod synod,
      ProposerSettings settings,
      ReservedRounds reserved,
      long incarnation,
      RandomGenerator random) {
    Proposer proposer = new Proposer(self, synod, settings, reserved, incarnation, random);
    return new Role<>() {
      @Override
      public List<PaxosOutput> on(PaxosInput input, long nowNanos) {
        return proposer.on(input, nowNanos);
      }

      @Override
      public long wakeAtNanos() {
        return proposer.wakeAtNanos();
      }
    };
  }

  /** Production's learner. */
  public static Role<PaxosInput, PaxosOutput> learner(
      NodeId self, Synod synod, ProposerSettings settings, long nowNanos) {
    Learner learner = new Learner(self, synod, settings, nowNanos);
    return new Role<>() {
      @Override
      public List<PaxosOutput> on(PaxosInput input, long nanos) {
        return learner.on(input, nanos);
      }

      @Override
      public long wakeAtNanos() {
        return learner.wakeAtNanos();
      }
    };
  }

  /** The same with other acceptors. */
  public SynodSubject with(MakeAcceptor others) {
    return new SynodSubject(others, proposers, learners, told, remembered, negligence);
  }

  /** The same with other proposers. */
  public SynodSubject with(MakeProposer others) {
    return new SynodSubject(acceptors, others, learners, told, remembered, negligence);
  }

  /** The same with other learners. */
  public SynodSubject with(MakeLearner others) {
    return new SynodSubject(acceptors, proposers, others, told, remembered, negligence);
  }

  /** The same, in which nodes are told something else of the synod. */
  public SynodSubject telling(BiFunction<NodeId, Synod, Synod> other) {
    return new SynodSubject(acceptors, proposers, learners, other, remembered, negligence);
  }

  /** The same, in which something else comes back of a journal. */
  public SynodSubject remembering(UnaryOperator<List<PaxosEvent>> other) {
    return new SynodSubject(acceptors, proposers, learners, told, other, negligence);
  }

  /** The same in careless shells. */
  public SynodSubject careless(Negligence... some) {
    return new SynodSubject(acceptors, proposers, learners, told, remembered, Set.of(some));
  }
}
