package io.troupe.protocols.paxos;

import java.util.Optional;

/**
 * A value put forward under a ballot (§2.2). A ballot has at most one value, so equal ballots mean
 * equal proposals (I24).
 *
 * @param ballot not {@link Ballot#NONE}
 */
public record Proposal<V>(Ballot ballot, V value) implements LastAccepted<V> {
  public Proposal {
    if (ballot.equals(Ballot.NONE)) {
      throw new IllegalArgumentException("nothing can be proposed without a ballot");
    }
  }

  @Override
  public Optional<Proposal<V>> proposal() {
    return Optional.of(this);
  }

  @Override
  public String toString() {
    return value + "@" + ballot;
  }
}
