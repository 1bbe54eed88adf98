package io.troupe.protocols.raft;

import io.troupe.protocols.NodeId;

/** The vote of a node in its current term: the paper's {@code votedFor}. */
public sealed interface Vote {
  Vote NOT_VOTED = new NotVoted();

  /** Whether a vote for {@code candidate} keeps the promise of one vote a term (I9). */
  boolean allows(NodeId candidate);

  /** No vote was given in this term. */
  record NotVoted() implements Vote {
    @Override
    public boolean allows(NodeId candidate) {
      return true;
    }
  }

  /** The vote of this term went to {@code candidate}. */
  record VotedFor(NodeId candidate) implements Vote {
    @Override
    public boolean allows(NodeId other) {
      return candidate.equals(other);
    }
  }
}
