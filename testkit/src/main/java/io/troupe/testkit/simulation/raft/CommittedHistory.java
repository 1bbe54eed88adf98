package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.LogPosition;
import io.troupe.testkit.simulation.InvariantViolation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything that any leader of the group ever committed; it only grows. */
final class CommittedHistory {
  private record Committed(LogPosition last, long chain) {}

  private final Map<Long, Committed> byIndex = new HashMap<>();
  private final Set<Long> proposals = new HashSet<>();
  private LogPosition end = LogPosition.ORIGIN;

  CommittedHistory() {
    byIndex.put(0L, new Committed(LogPosition.ORIGIN, 0));
  }

  /** The last committed position. */
  LogPosition end() {
    return end;
  }

  /** The hash of the committed log up to {@code position}, if it was committed. */
  Optional<Long> chainAt(LogPosition position) {
    return Optional.ofNullable(byIndex.get(position.index()))
        .filter(committed -> committed.last.equals(position))
        .map(Committed::chain);
  }

  boolean contains(ObservedLog.Link link) {
    Committed committed = byIndex.get(link.last().index());
    return committed != null && committed.chain == link.chain();
  }

  boolean containsProposal(long id) {
    return proposals.contains(id);
  }

  /** A leader committed {@code link}. */
  void commit(ObservedLog.Link link, NodeView leader) {
    if (link.frame().firstIndex() <= end.index()) {
      if (!contains(link)) {
        throw new InvariantViolation(
            "I5", leader.id + " committed " + link.frame() + " where something else was committed");
      }
      return;
    }
    byIndex.put(link.last().index(), new Committed(link.last(), link.chain()));
    end = link.last();
    if (link.frame().commands().size() > 0) {
      proposals.add(ListMachine.proposalOf(link.frame()));
    }
  }
}
