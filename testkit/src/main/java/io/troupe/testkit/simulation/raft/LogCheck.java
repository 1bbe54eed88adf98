package io.troupe.testkit.simulation.raft;

import static io.troupe.protocols.raft.RoleKind.LEADER;

import io.troupe.protocols.Frame;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.raft.LogEvent;
import io.troupe.protocols.raft.RaftInput;
import io.troupe.protocols.raft.RoleKind;
import io.troupe.testkit.simulation.InvariantViolation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** I2 a leader only appends, I3 logs match, I13 committed entries are never removed. */
final class LogCheck implements Check {
  private final CommittedHistory history;
  private final Map<LogPosition, Long> chains = new HashMap<>();
  private final Map<LogPosition, Frame> frames = new HashMap<>();

  LogCheck(CommittedHistory history) {
    this.history = history;
  }

  @Override
  public void deciding(NodeView node, RaftInput cause, LogEvent event) {
    if (event instanceof LogEvent.FrameAppended appended) {
      LogPosition last = node.log.last();
      if (appended.frame().firstIndex() != last.index() + 1
          || appended.frame().term() < last.term()) {
        throw new InvariantViolation("I3", node + " appends " + appended.frame());
      }
    } else if (event instanceof LogEvent.SuffixTruncated truncated) {
      List<ObservedLog.Link> removed = node.log.from(truncated.fromIndex());
      if (removed.isEmpty() || removed.get(0).frame().firstIndex() != truncated.fromIndex()) {
        throw new InvariantViolation("I3", node + " truncates inside a frame: " + truncated);
      }
      removedBy(node, event, removed);
    } else if (event instanceof LogEvent.SnapshotInstalled installed) {
      removedBy(node, event, node.log.from(installed.snapshot().index() + 1));
    }
  }

  private void removedBy(NodeView node, LogEvent event, List<ObservedLog.Link> removed) {
    for (ObservedLog.Link link : removed) {
      if (history.contains(link)) {
        throw new InvariantViolation(
            "I13", node + " removes committed " + link.frame() + " by " + event);
      }
    }
  }

  @Override
  public void decided(NodeView node, LogEvent event) {
    if (event instanceof LogEvent.FrameAppended) {
      ObservedLog.Link link = node.log.newest();
      Long chain = chains.putIfAbsent(link.last(), link.chain());
      LogPosition first = new LogPosition(link.frame().term(), link.frame().firstIndex());
      Frame frame = frames.putIfAbsent(first, link.frame());
      if (chain != null && chain != link.chain()) {
        throw new InvariantViolation(
            "I3", node + " holds " + link.frame() + " after another prefix than other logs");
      }
      if (frame != null && !frame.equals(link.frame())) {
        throw new InvariantViolation(
            "I3", node + " holds " + link.frame() + " as well as " + frame);
      }
    }
  }

  @Override
  public void stepping(NodeView node, RoleKind role, long term, long commit) {
    boolean led = node.role == LEADER && role == LEADER && node.term == term;
    if (led && node.truncating) {
      throw new InvariantViolation("I2", node + " removes entries of its own log");
    }
  }
}
