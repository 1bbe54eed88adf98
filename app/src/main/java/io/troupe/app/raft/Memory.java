package io.troupe.app.raft;

import io.troupe.protocols.Frame;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.LogEvent;
import io.troupe.protocols.raft.Output;
import io.troupe.protocols.raft.RoleKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is known of one replica, from what it did: enough to say why it does what it does next. */
final class Memory {
  private final TreeMap<Long, Frame> log = new TreeMap<>();
  private final Map<NodeId, Long> commitTold = new HashMap<>();
  private final Map<NodeId, Long> matchTold = new HashMap<>();
  private RoleKind role = RoleKind.FOLLOWER;
  private long term;
  private Optional<NodeId> leader = Optional.empty();
  private Optional<NodeId> votedFor = Optional.empty();
  private long applied;

  RoleKind role() {
    return role;
  }

  long term() {
    return term;
  }

  /** The leader that it knows in its term. */
  Optional<NodeId> leader() {
    return leader;
  }

  /** In its term. */
  Optional<NodeId> votedFor() {
    return votedFor;
  }

  /** The end of its log. */
  LogPosition last() {
    return log.isEmpty() ? LogPosition.ORIGIN : log.lastEntry().getValue().last();
  }

  /** The index up to which it has applied its log. */
  long applied() {
    return applied;
  }

  void becomes(Output.RoleChanged change) {
    role = change.role();
    enter(change.term());
    leader = change.leader();
  }

  void persists(LogEvent event) {
    if (event instanceof LogEvent.TermStarted started) {
      enter(started.term());
    } else if (event instanceof LogEvent.VoteCast vote) {
      enter(vote.term());
      votedFor = Optional.of(vote.candidate());
    } else if (event instanceof LogEvent.FrameAppended appended) {
      log.put(appended.frame().firstIndex(), appended.frame());
    } else if (event instanceof LogEvent.SuffixTruncated truncated) {
      log.tailMap(truncated.fromIndex(), true).clear();
    }
  }

  void applies(Frame frame) {
    applied = frame.lastIndex();
  }

  /** Whether this commit index is news for {@code peer}; it is not, the next time. */
  boolean tellsCommit(NodeId peer, long commit) {
    return commit > Optional.ofNullable(commitTold.put(peer, commit)).orElse(0L);
  }

  /** Whether this match index is news for {@code peer}; it is not, the next time. */
  boolean tellsMatch(NodeId peer, long match) {
    return match != Optional.ofNullable(matchTold.put(peer, match)).orElse(0L);
  }

  private void enter(long newTerm) {
    if (newTerm > term) {
      term = newTerm;
      votedFor = Optional.empty();
    }
  }
}
