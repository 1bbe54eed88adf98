package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.LogPosition;
import io.troupe.protocols.raft.LogEvent;
import io.troupe.protocols.raft.PersistentState;
import io.troupe.protocols.raft.RaftInput;
import io.troupe.testkit.simulation.InvariantViolation;
import java.util.HashMap;
import java.util.Map;

/**
 * I15 snapshots hold committed entries only, are durable before the log relies on them, and never
 * take a machine back; I20 machines at one index are equal.
 */
final class SnapshotCheck implements Check {
  private final CommittedHistory history;
  private final Map<Long, Long> digests = new HashMap<>();

  SnapshotCheck(CommittedHistory history) {
    this.history = history;
  }

  @Override
  public void started(NodeView node, PersistentState state) {
    LogPosition snapshot = state.log().snapshot();
    if (snapshot.index() > 0 && !node.durableSnapshots.contains(snapshot)) {
      throw new InvariantViolation(
          "I15", node + " restarted without the snapshot that its log begins with");
    }
  }

  @Override
  public void deciding(NodeView node, RaftInput cause, LogEvent event) {
    if (event instanceof LogEvent.LogCompacted compacted) {
      relyOn(node, compacted.snapshot());
      if (compacted.start().index() > compacted.snapshot().index()
          || node.log.chainAt(compacted.start()).isEmpty()
          || !node.log.covers(compacted.snapshot())) {
        throw new InvariantViolation("I15", node + " compacts what it does not hold: " + event);
      }
    } else if (event instanceof LogEvent.SnapshotInstalled installed) {
      relyOn(node, installed.snapshot());
    }
  }

  private void relyOn(NodeView node, LogPosition snapshot) {
    if (!node.durableSnapshots.contains(snapshot)) {
      throw new InvariantViolation(
          "I15", node + " relies on a snapshot at " + snapshot + ", which is not durable");
    }
    if (history.chainAt(snapshot).isEmpty()) {
      throw new InvariantViolation(
          "I15", node + " relies on a snapshot at " + snapshot + ", which is not committed");
    }
    if (snapshot.index() < node.log.snapshot().index()) {
      throw new InvariantViolation("I15", node + " goes back to an older snapshot " + snapshot);
    }
  }

  @Override
  public void restoring(NodeView node, LogPosition position) {
    if (position.index() < node.applied.index()) {
      throw new InvariantViolation("I15", node + " takes its machine back to " + position);
    }
  }

  @Override
  public void snapshotSaved(NodeView node, LogPosition position, ListMachine contents) {
    if (contents.index() != position.index()) {
      throw new InvariantViolation(
          "I15", node + " has a snapshot at " + position + " of a machine at " + contents.index());
    }
    compare(node, contents);
  }

  @Override
  public void applied(NodeView node, ListMachine machine) {
    compare(node, machine);
  }

  private void compare(NodeView node, ListMachine machine) {
    Long other = digests.putIfAbsent(machine.index(), machine.digest());
    if (other != null && other != machine.digest()) {
      throw new InvariantViolation(
          "I20", node + " has another state at index " + machine.index() + " than other nodes");
    }
  }
}
