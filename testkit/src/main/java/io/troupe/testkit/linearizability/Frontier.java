package io.troupe.testkit.linearizability;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The configurations that a {@link Search} has still to go on from: one queue a level for those
 * whose returning operation was not tried, one for those that need others first. The highest level
 * comes first.
 */
final class Frontier {
  private final List<ArrayDeque<Configuration>> untried = new ArrayList<>();
  private final List<ArrayDeque<Configuration>> stuck = new ArrayList<>();
  private int top;

  Frontier(int levels) {
    for (int level = 0; level < levels; level++) {
      untried.add(new ArrayDeque<>(2));
      stuck.add(new ArrayDeque<>(2));
    }
  }

  boolean isEmpty() {
    return top < 0;
  }

  void add(Configuration at) {
    untried.get(at.level).add(at);
    top = Math.max(top, at.level);
  }

  /** For configurations that were untried: the level is one that was the highest. */
  void addStuck(Configuration at) {
    stuck.get(at.level).add(at);
  }

  Optional<Configuration> takeUntried() {
    return Optional.ofNullable(untried.get(top).poll());
  }

  /** Goes down a level if there is none. */
  Optional<Configuration> takeStuck() {
    Optional<Configuration> next = Optional.ofNullable(stuck.get(top).poll());
    if (next.isEmpty()) {
      top--;
    }
    return next;
  }
}
