package io.troupe.protocols.paxos;

import static io.troupe.protocols.paxos.PaxosRole.ACCEPTOR;
import static io.troupe.protocols.paxos.PaxosRole.LEARNER;
import static io.troupe.protocols.paxos.PaxosRole.PROPOSER;

import io.troupe.protocols.Bytes;
import java.util.List;

/**
 * What nodes say to each other about one decision. Messages may be lost, repeated, reordered and
 * delayed without bound.
 */
public sealed interface PaxosMessage {
  /** The roles of the receiving node that it is meant for. */
  List<PaxosRole> receivers();

  /** Calls the one matching method of {@code handler}. */
  void accept(Handler handler);

  /** One method for each message; a role overrides those that it is sent. */
  interface Handler {
    default void onPrepare(Prepare message) {}

    default void onPromise(Promise message) {}

    default void onAccept(Accept message) {}

    default void onAccepted(Accepted message) {}

    default void onRejected(Rejected message) {}

    default void onChosen(Chosen message) {}

    default void onInquire(Inquire message) {}
  }

  /**
   * Phase 1(a), proposer to acceptor: promise not to accept anything below {@code ballot}, and say
   * what you have accepted.
   */
  record Prepare(Ballot ballot) implements PaxosMessage {
    @Override
    public List<PaxosRole> receivers() {
      return List.of(ACCEPTOR);
    }

    @Override
    public void accept(Handler handler) {
      handler.onPrepare(this);
    }
  }

  /** Phase 1(b), acceptor to proposer: it promises; it has accepted {@code lastAccepted}. */
  record Promise(Ballot ballot, LastAccepted<Bytes> lastAccepted) implements PaxosMessage {
    public Promise {
      if (lastAccepted.ballot().isAbove(ballot)) {
        throw new IllegalArgumentException(
            "promise of " + ballot + " by one that has accepted " + lastAccepted);
      }
    }

    @Override
    public List<PaxosRole> receivers() {
      return List.of(PROPOSER);
    }

    @Override
    public void accept(Handler handler) {
      handler.onPromise(this);
    }
  }

  /** Phase 2(a), proposer to acceptor: accept this proposal. */
  record Accept(Proposal<Bytes> proposal) implements PaxosMessage {
    @Override
    public List<PaxosRole> receivers() {
      return List.of(ACCEPTOR);
    }

    @Override
    public void accept(Handler handler) {
      handler.onAccept(this);
    }
  }

  /** Phase 2(b), acceptor to the proposer and all learners: it has accepted this (§2.3). */
  record Accepted(Proposal<Bytes> proposal) implements PaxosMessage {
    @Override
    public List<PaxosRole> receivers() {
      return List.of(PROPOSER, LEARNER);
    }

    @Override
    public void accept(Handler handler) {
      handler.onAccepted(this);
    }
  }

  /**
   * Acceptor to proposer (§2.5): {@code ballot} is given up, as {@code promised}, which is larger,
   * was promised to another.
   */
  record Rejected(Ballot ballot, Ballot promised) implements PaxosMessage {
    public Rejected {
      if (!promised.isAbove(ballot)) {
        throw new IllegalArgumentException(ballot + " rejected for " + promised);
      }
    }

    @Override
    public List<PaxosRole> receivers() {
      return List.of(PROPOSER);
    }

    @Override
    public void accept(Handler handler) {
      handler.onRejected(this);
    }
  }

  /** Whoever knows to whoever may not: this is chosen. */
  record Chosen(Proposal<Bytes> proposal) implements PaxosMessage {
    @Override
    public List<PaxosRole> receivers() {
      return List.of(PROPOSER, LEARNER);
    }

    @Override
    public void accept(Handler handler) {
      handler.onChosen(this);
    }
  }

  /** Learner to acceptors and learners (§2.3): say what you have accepted, or know to be chosen. */
  record Inquire() implements PaxosMessage {
    @Override
    public List<PaxosRole> receivers() {
      return List.of(ACCEPTOR, LEARNER);
    }

    @Override
    public void accept(Handler handler) {
      handler.onInquire(this);
    }
  }
}
