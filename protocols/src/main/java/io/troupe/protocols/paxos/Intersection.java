package io.troupe.protocols.paxos;

import io.troupe.protocols.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Proves that the quorums of a system meet. */
final class Intersection {
  /** With up to so many acceptors all sets of them are tried: 512. */
  static final int MAX_EXHAUSTIVE = 9;

  private Intersection() {}

  /**
   * Tries all sets, if there are not too many. A set and the rest of the acceptors have nobody in
   * common; as more acceptors never make less of a quorum, it is enough to look at those pairs.
   *
   * @throws IllegalArgumentException with two quorums that do not meet
   */
  static void check(QuorumSystem system) {
    if (system.acceptors().size() <= MAX_EXHAUSTIVE) {
      counterexample(system)
          .ifPresent(
              phase1 -> {
                throw new IllegalArgumentException(
                    system + ": quorum " + phase1 + " of phase 1 misses one of phase 2 entirely");
              });
    }
  }

  private static Optional<List<NodeId>> counterexample(QuorumSystem system) {
    List<NodeId> all = system.acceptors();
    for (int mask = 0; mask < 1 << all.size(); mask++) {
      List<NodeId> some = new ArrayList<>();
      List<NodeId> others = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        ((mask >> i & 1) == 1 ? some : others).add(all.get(i));
      }
      if (system.isPhase1Quorum(some) && system.isPhase2Quorum(others)) {
        return Optional.of(some);
      }
    }
    return Optional.empty();
  }
}
