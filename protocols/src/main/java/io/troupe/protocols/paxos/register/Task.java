package io.troupe.protocols.paxos.register;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.Ballot;
import io.troupe.protocols.paxos.LastAccepted;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One request at a proposer, through all its attempts. Knows what it has proposed so far: an
 * attempt that was given up may have been accepted somewhere, and be carried on by anybody.
 */
final class Task {
  /** Attempts that were given up after they proposed a change; then the outcome is unknown. */
  static final int MAX_PROPOSED = 16;

  /** What an attempt proposed. */
  record Step(RegisterState before, RegisterState after) {}

  private record Proposed(Step step, Set<NodeId> neverAcceptedBy) {}

  final long id;
  final Change change;
  final boolean collects;
  final long deadlineNanos;
  private final SortedMap<Ballot, Proposed> proposed = new TreeMap<>();

  Task(long id, Change change, boolean collects, long deadlineNanos) {
    this.id = id;
    this.change = change;
    this.collects = collects;
    this.deadlineNanos = deadlineNanos;
  }

  /** A step is about to be proposed. One that changes nothing does no harm, wherever it ends. */
  void proposing(Ballot ballot, Step step) {
    if (!step.before.equals(step.after)) {
      proposed.put(ballot, new Proposed(step, new HashSet<>()));
    }
  }

  /** What no acceptor has accepted, nor ever will, is as if it had not been proposed. */
  void rejectedBy(NodeId from, RegisterMessage.Rejected message, Collection<NodeId> acceptors) {
    Proposed attempt = proposed.get(message.ballot());
    if (attempt != null && message.neverAccepted()) {
      attempt.neverAcceptedBy.add(from);
      if (attempt.neverAcceptedBy.containsAll(acceptors)) {
        proposed.remove(message.ballot());
      }
    }
  }

  /** Whether it is certain that it had no effect so far, and that nobody can give it one. */
  boolean isHarmless() {
    return proposed.isEmpty();
  }

  /**
   * The step of its own that {@code found} is, which is to be finished, not done again.
   *
   * @param found the highest proposal that a quorum of phase 1 reports
   */
  Optional<Step> unfinished(LastAccepted<RegisterState> found) {
    return Optional.ofNullable(proposed.get(found.ballot())).map(Proposed::step);
  }

  /**
   * Whether it cannot tell any more if its change is in what was {@code found}: another proposer
   * has built on something since, perhaps on its step. If all it proposed is above what was found,
   * none of it was accepted by that quorum, so none is chosen, and what is chosen next buries it.
   * But if nothing was found, its step may have been chosen, deleted by somebody and forgotten.
   */
  boolean isObscuredBy(LastAccepted<RegisterState> found) {
    return !proposed.isEmpty()
        && !proposed.containsKey(found.ballot())
        && (found.proposal().isEmpty()
            || found.ballot().isAbove(proposed.firstKey())
            || proposed.size() >= MAX_PROPOSED);
  }
}
