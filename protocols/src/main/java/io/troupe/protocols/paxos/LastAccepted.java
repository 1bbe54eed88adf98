package io.troupe.protocols.paxos;

import java.util.Optional;

/** What an acceptor has accepted so far: its latest proposal, or nothing. */
public sealed interface LastAccepted<V> permits LastAccepted.Nothing, Proposal {
  /** The ballot of the proposal; {@link Ballot#NONE} for nothing. */
  Ballot ballot();

  /** The proposal, if there is one. */
  Optional<Proposal<V>> proposal();

  static <V> LastAccepted<V> nothing() {
    return new Nothing<>();
  }

  /** It has accepted no proposal. */
  record Nothing<V>() implements LastAccepted<V> {
    @Override
    public Ballot ballot() {
      return Ballot.NONE;
    }

    @Override
    public Optional<Proposal<V>> proposal() {
      return Optional.empty();
    }

    @Override
    public String toString() {
      return "nothing";
    }
  }
}
