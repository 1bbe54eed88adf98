package io.troupe.protocols.paxos;

import io.troupe.protocols.Membership;
import io.troupe.protocols.NodeId;
import java.util.Collection;
import java.util.List;

/**
 * So many for phase 1, so many for phase 2 (FPaxos §4). A small phase 2 makes each acceptance cheap
 * and lets fewer acceptors fail before nobody can prepare any more.
 *
 * @param phase1Size any so many acceptors are a quorum of phase 1
 * @param phase2Size any so many acceptors are a quorum of phase 2; together more than there are
 */
public record Flexible(Membership membership, int phase1Size, int phase2Size)
    implements QuorumSystem {
  public Flexible(Membership membership, int phase1Size, int phase2Size) {
    int all = membership.voters().size();
    if (phase1Size < 1 || phase1Size > all || phase2Size < 1 || phase2Size > all) {
      throw new IllegalArgumentException(
          "quorums of "
              + phase1Size
              + " and "
              + phase2Size
              + " out of "
              + all
              + " acceptors: each needs at least 1 and at most all");
    }
    if (phase1Size + phase2Size <= all) {
      throw new IllegalArgumentException(
          "quorums of "
              + phase1Size
              + " and "
              + phase2Size
              + " out of "
              + all
              + " acceptors may have nobody in common; together they must be more than "
              + all);
    }
    this.membership = membership;
    this.phase1Size = phase1Size;
    this.phase2Size = phase2Size;
    Intersection.check(this);
  }

  @Override
  public List<NodeId> acceptors() {
    return membership.voters();
  }

  @Override
  public boolean isPhase1Quorum(Collection<NodeId> nodes) {
    return count(nodes) >= phase1Size;
  }

  @Override
  public boolean isPhase2Quorum(Collection<NodeId> nodes) {
    return count(nodes) >= phase2Size;
  }

  private long count(Collection<NodeId> nodes) {
    return membership.voters().stream().filter(nodes::contains).count();
  }
}
