package io.troupe.protocols.paxos;

import io.troupe.protocols.Membership;
import io.troupe.protocols.NodeId;
import java.util.Collection;
import java.util.List;

/**
 * Which sets of acceptors are enough for each phase. All that Paxos needs is that every quorum of
 * phase 1 has an acceptor in common with every quorum of phase 2 (FPaxos §3): through it, who
 * prepares learns what may have been chosen. Two quorums of one phase need not meet.
 *
 * <p>Every system proves that when it is made: with up to {@link Intersection#MAX_EXHAUSTIVE}
 * acceptors by trying all sets, with more by arithmetic. None can be made that does not hold it.
 */
public sealed interface QuorumSystem permits Majority, Weighted, Flexible, Grid, Listed {
  /** Those who are asked: distinct, in a fixed order. */
  List<NodeId> acceptors();

  /** Whether promises of the acceptors among {@code nodes} are enough; others do not count. */
  boolean isPhase1Quorum(Collection<NodeId> nodes);

  /** Whether acceptance by those among {@code nodes} is enough; others do not count. */
  boolean isPhase2Quorum(Collection<NodeId> nodes);

  /** Any majority of the members, in both phases. */
  static QuorumSystem majority(Collection<NodeId> members) {
    return new Majority(Membership.of(members));
  }
}
