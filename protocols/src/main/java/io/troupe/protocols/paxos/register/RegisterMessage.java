package io.troupe.protocols.paxos.register;

import io.troupe.protocols.paxos.Ballot;
import io.troupe.protocols.paxos.LastAccepted;
import io.troupe.protocols.paxos.PaxosRole;
import io.troupe.protocols.paxos.Proposal;

/**
 * What proposers and acceptors of registers say to each other. Messages may be lost, repeated,
 * reordered and delayed without bound.
 */
public sealed interface RegisterMessage {
  RegisterKey key();

  /** The role of the receiving node that it is meant for. */
  PaxosRole receiver();

  /** Calls the one matching method of {@code handler}. */
  void accept(Handler handler);

  /** One method for each message; a role overrides those that it is sent. */
  interface Handler {
    default void onPrepare(Prepare message) {}

    default void onPromise(Promise message) {}

    default void onAccept(Accept message) {}

    default void onAccepted(Accepted message) {}

    default void onRejected(Rejected message) {}

    default void onRefused(Refused message) {}

    default void onErase(Erase message) {}

    default void onErased(Erased message) {}
  }

  /** Phase 1(a): promise not to accept anything below {@code ballot}, and say what you hold. */
  record Prepare(RegisterKey key, Ballot ballot) implements RegisterMessage {
    @Override
    public PaxosRole receiver() {
      return PaxosRole.ACCEPTOR;
    }

    @Override
    public void accept(Handler handler) {
      handler.onPrepare(this);
    }
  }

  /** Phase 1(b): it promises; it has accepted {@code lastAccepted}. */
  record Promise(RegisterKey key, Ballot ballot, LastAccepted<RegisterState> lastAccepted)
      implements RegisterMessage {
    public Promise {
      if (lastAccepted.ballot().isAbove(ballot)) {
        throw new IllegalArgumentException(
            "promise of " + ballot + " by one that has accepted " + lastAccepted);
      }
    }

    @Override
    public PaxosRole receiver() {
      return PaxosRole.PROPOSER;
    }

    @Override
    public void accept(Handler handler) {
      handler.onPromise(this);
    }
  }

  /**
   * Phase 2(a): accept this state, and promise {@code next} with it (§2.2.1, "one-round trip
   * optimization"): the proposer that has such promises of a quorum need not prepare for its next
   * change of this key.
   *
   * @param next at least the proposal's ballot; equal to it if nothing more is to be promised
   */
  record Accept(RegisterKey key, Proposal<RegisterState> proposal, Ballot next)
      implements RegisterMessage {
    public Accept {
      if (!next.isAtLeast(proposal.ballot())) {
        throw new IllegalArgumentException("accept " + proposal + " and promise only " + next);
      }
    }

    @Override
    public PaxosRole receiver() {
      return PaxosRole.ACCEPTOR;
    }

    @Override
    public void accept(Handler handler) {
      handler.onAccept(this);
    }
  }

  /** Phase 2(b): it has accepted the state under {@code ballot}. */
  record Accepted(RegisterKey key, Ballot ballot) implements RegisterMessage {
    @Override
    public PaxosRole receiver() {
      return PaxosRole.PROPOSER;
    }

    @Override
    public void accept(Handler handler) {
      handler.onAccepted(this);
    }
  }

  /**
   * {@code ballot} is given up, as {@code promised}, which is larger, binds the acceptor: the
   * answer to a request, and also told unasked to whoever was promised {@code ballot} and has not
   * used it.
   *
   * @param neverAccepted whether the acceptor is certain that it never accepted anything under
   *     {@code ballot}; nor will it, then
   */
  record Rejected(RegisterKey key, Ballot ballot, Ballot promised, boolean neverAccepted)
      implements RegisterMessage {
    public Rejected {
      if (!promised.isAbove(ballot)) {
        throw new IllegalArgumentException(ballot + " rejected for " + promised);
      }
    }

    @Override
    public PaxosRole receiver() {
      return PaxosRole.PROPOSER;
    }

    @Override
    public void accept(Handler handler) {
      handler.onRejected(this);
    }
  }

  /** The acceptor has no room: it neither promises nor accepts {@code ballot}. */
  record Refused(RegisterKey key, Ballot ballot) implements RegisterMessage {
    @Override
    public PaxosRole receiver() {
      return PaxosRole.PROPOSER;
    }

    @Override
    public void accept(Handler handler) {
      handler.onRefused(this);
    }
  }

  /** Forget the tombstone that you accepted under {@code ballot}: every acceptor has it. */
  record Erase(RegisterKey key, Ballot ballot) implements RegisterMessage {
    @Override
    public PaxosRole receiver() {
      return PaxosRole.ACCEPTOR;
    }

    @Override
    public void accept(Handler handler) {
      handler.onErase(this);
    }
  }

  /** It does not hold that tombstone, or not any more. */
  record Erased(RegisterKey key, Ballot ballot) implements RegisterMessage {
    @Override
    public PaxosRole receiver() {
      return PaxosRole.PROPOSER;
    }

    @Override
    public void accept(Handler handler) {
      handler.onErased(this);
    }
  }
}
