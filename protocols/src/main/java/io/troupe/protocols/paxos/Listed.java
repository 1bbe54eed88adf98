package io.troupe.protocols.paxos;

import io.troupe.protocols.Membership;
import io.troupe.protocols.NodeId;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Quorums that are named one by one. Nothing but trying tells whether they meet, so there are at
 * most {@link Intersection#MAX_EXHAUSTIVE} acceptors.
 *
 * @param phase1 at least one; whatever contains one of them is a quorum of phase 1
 * @param phase2 at least one; whatever contains one of them is a quorum of phase 2
 */
public record Listed(Membership membership, List<Set<NodeId>> phase1, List<Set<NodeId>> phase2)
    implements QuorumSystem {
  public Listed(Membership membership, List<Set<NodeId>> phase1, List<Set<NodeId>> phase2) {
    int all = membership.voters().size();
    if (all > Intersection.MAX_EXHAUSTIVE) {
      throw new IllegalArgumentException(
          "quorums of "
              + all
              + " acceptors cannot be named one by one, only of "
              + Intersection.MAX_EXHAUSTIVE
              + ": use a majority, weights or a grid");
    }
    if (phase1.isEmpty() || phase2.isEmpty()) {
      throw new IllegalArgumentException("each phase needs a quorum");
    }
    this.membership = membership;
    this.phase1 = known(phase1, membership);
    this.phase2 = known(phase2, membership);
    Intersection.check(this);
  }

  private static List<Set<NodeId>> known(List<Set<NodeId>> quorums, Membership membership) {
    quorums.stream()
        .flatMap(Set::stream)
        .filter(node -> !membership.contains(node))
        .findFirst()
        .ifPresent(
            stranger -> {
              throw new IllegalArgumentException(stranger + " is in a quorum, and no acceptor");
            });
    return quorums.stream().map(Set::copyOf).toList();
  }

  @Override
  public List<NodeId> acceptors() {
    return membership.voters();
  }

  @Override
  public boolean isPhase1Quorum(Collection<NodeId> nodes) {
    return phase1.stream().anyMatch(nodes::containsAll);
  }

  @Override
  public boolean isPhase2Quorum(Collection<NodeId> nodes) {
    return phase2.stream().anyMatch(nodes::containsAll);
  }
}
