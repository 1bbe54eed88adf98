package io.troupe.protocols.paxos;

/**
 * What an acceptor must not forget about one decision (§2.5: "the highest-numbered proposal it has
 * ever accepted and the number of the highest-numbered prepare request to which it has responded").
 * Immutable.
 *
 * <p>The two ballots are different things: a promise binds before anything is accepted. But to
 * accept is also to promise, so {@code promised} is never below the accepted ballot.
 *
 * @param promised no proposal below it will be accepted (I23: it never falls)
 * @param lastAccepted the accepted proposal of the highest ballot
 */
public record AcceptorState<V>(Ballot promised, LastAccepted<V> lastAccepted) {
  public AcceptorState {
    if (!promised.isAtLeast(lastAccepted.ballot())) {
      throw new IllegalStateException(
          "accepted " + lastAccepted + " although only " + promised + " is promised");
    }
  }

  /** An acceptor that was never asked anything. */
  public static <V> AcceptorState<V> initial() {
    return new AcceptorState<>(Ballot.NONE, LastAccepted.nothing());
  }

  /**
   * Phase 1(b) asks for a number "greater than that of any prepare request to which it has already
   * responded". An equal one is the same request once more, as ballots are unique, and gets the
   * same answer.
   */
  public boolean mayPromise(Ballot ballot) {
    return ballot.isAtLeast(promised);
  }

  /**
   * P1a: it "can accept a proposal numbered n iff it has not responded to a prepare request > n".
   */
  public boolean mayAccept(Ballot ballot) {
    return ballot.isAtLeast(promised);
  }

  /** The state after promising {@code ballot}. */
  public AcceptorState<V> promising(Ballot ballot) {
    if (!mayPromise(ballot)) {
      throw new IllegalStateException("promise " + ballot + " after " + this);
    }
    return new AcceptorState<>(ballot, lastAccepted);
  }

  /** The state after accepting {@code proposal}. */
  public AcceptorState<V> accepting(Proposal<V> proposal) {
    if (!mayAccept(proposal.ballot())) {
      throw new IllegalStateException("accept " + proposal + " after " + this);
    }
    if (lastAccepted.ballot().equals(proposal.ballot()) && !lastAccepted.equals(proposal)) {
      throw new IllegalStateException(
          "two values under one ballot: " + proposal + " after " + this);
    }
    return new AcceptorState<>(proposal.ballot(), proposal);
  }

  @Override
  public String toString() {
    return "promised " + promised + ", accepted " + lastAccepted;
  }
}
