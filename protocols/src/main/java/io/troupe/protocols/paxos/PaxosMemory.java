package io.troupe.protocols.paxos;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.paxos.PaxosEvent.Accepted;
import io.troupe.protocols.paxos.PaxosEvent.Promised;
import io.troupe.protocols.paxos.PaxosEvent.RoundsReserved;

/**
 * What the roles of one node remember: the fold of their {@link PaxosEvent}s. Give the journal's
 * events to {@link #apply} to recover it. Acceptor and proposer may share a journal or have one
 * each. Not thread-safe.
 */
public final class PaxosMemory {
  private final Fold fold = new Fold();
  private AcceptorState<Bytes> acceptor = AcceptorState.initial();
  private ReservedRounds rounds = ReservedRounds.NONE;

  /** The memory of a node that never ran. */
  public PaxosMemory() {}

  public AcceptorState<Bytes> acceptor() {
    return acceptor;
  }

  public ReservedRounds rounds() {
    return rounds;
  }

  /**
   * Takes the step that {@code event} records.
   *
   * @throws IllegalStateException if it does not fit: the journal is damaged
   */
  public void apply(PaxosEvent event) {
    event.accept(fold);
  }

  @Override
  public String toString() {
    return acceptor + ", " + rounds;
  }

  private final class Fold implements PaxosEvent.Handler {
    @Override
    public void onPromised(Promised event) {
      acceptor = acceptor.promising(event.ballot());
    }

    @Override
    public void onAccepted(Accepted event) {
      acceptor = acceptor.accepting(event.proposal());
    }

    @Override
    public void onRoundsReserved(RoundsReserved event) {
      rounds = rounds.then(event.incarnation(), event.upTo());
    }
  }
}
