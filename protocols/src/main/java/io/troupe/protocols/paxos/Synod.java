package io.troupe.protocols.paxos;

import io.troupe.protocols.NodeId;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Who takes part in one decision. Anybody may propose; all must be told the same synod.
 *
 * @param quorums the acceptors, and which of them are enough
 * @param learners who is told what acceptors accept: sorted, no duplicates
 */
public record Synod(QuorumSystem quorums, List<NodeId> learners) {
  public Synod {
    learners = List.copyOf(new TreeSet<>(learners));
  }

  /** All members accept and learn, and any majority decides. */
  public static Synod of(Collection<NodeId> members) {
    return new Synod(QuorumSystem.majority(members), List.copyOf(members));
  }

  public List<NodeId> acceptors() {
    return quorums.acceptors();
  }
}
