package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.raft.LogEvent;
import io.troupe.protocols.raft.RaftInput;
import io.troupe.testkit.simulation.InvariantViolation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * I18 reads are never older than what was acknowledged before, I21 clients are told the truth: what
 * was acknowledged is committed, what was refused is in no log, and no proposal is there twice.
 */
final class ClientCheck implements Check {
  private final CommittedHistory history;
  private final Set<Long> refused = new HashSet<>();
  private final Set<Long> proposed = new HashSet<>();
  private final List<Long> acknowledged = new ArrayList<>();

  ClientCheck(CommittedHistory history) {
    this.history = history;
  }

  @Override
  public void deciding(NodeView node, RaftInput cause, LogEvent event) {
    if (event instanceof LogEvent.FrameAppended appended
        && appended.frame().commands().size() > 0) {
      long proposal = ListMachine.proposalOf(appended.frame());
      if (refused.contains(proposal)) {
        throw new InvariantViolation("I21", node + " appends refused proposal " + proposal);
      }
      if (cause instanceof RaftInput.Propose && !proposed.add(proposal)) {
        throw new InvariantViolation("I21", node + " appends proposal " + proposal + " again");
      }
    }
  }

  @Override
  public void refused(long proposal) {
    if (proposed.contains(proposal)) {
      throw new InvariantViolation("I21", "proposal " + proposal + " was appended, then refused");
    }
    refused.add(proposal);
  }

  @Override
  public void acknowledged(NodeView node, long proposal) {
    acknowledged.add(proposal);
  }

  @Override
  public void stepped(NodeView node) {
    for (long proposal : acknowledged) {
      if (!history.containsProposal(proposal)) {
        throw new InvariantViolation(
            "I21", node + " acknowledged proposal " + proposal + ", which is not committed");
      }
    }
    acknowledged.clear();
  }

  @Override
  public void readServed(NodeView node, long index, long floor) {
    if (index < floor) {
      throw new InvariantViolation(
          "I18", node + " answers a read at " + index + "; acknowledged before it was " + floor);
    }
  }
}
