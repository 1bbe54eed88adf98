package io.troupe.protocols.paxos;

import io.troupe.protocols.Membership;
import io.troupe.protocols.NodeId;
import java.util.Collection;
import java.util.List;

/** Any majority, in both phases (§2.2): two of them have more places than there are acceptors. */
public record Majority(Membership membership) implements QuorumSystem {
  public Majority(Membership membership) {
    this.membership = membership;
    Intersection.check(this);
  }

  @Override
  public List<NodeId> acceptors() {
    return membership.voters();
  }

  @Override
  public boolean isPhase1Quorum(Collection<NodeId> nodes) {
    return membership.isQuorum(nodes);
  }

  @Override
  public boolean isPhase2Quorum(Collection<NodeId> nodes) {
    return membership.isQuorum(nodes);
  }
}
