package io.troupe.app.stage;

import java.util.Comparator;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/** What will happen when, outside of the nodes: messages that arrive, and acts of the play. */
final class Agenda {
  private record Act(long dueNanos, long number, Runnable act) {}

  private final PriorityQueue<Act> acts =
      new PriorityQueue<>(Comparator.comparingLong(Act::dueNanos).thenComparingLong(Act::number));
  private long lastNumber;

  void add(long dueNanos, Runnable act) {
    acts.add(new Act(dueNanos, ++lastNumber, act));
  }

  OptionalLong nextDueNanos() {
    return acts.isEmpty() ? OptionalLong.empty() : OptionalLong.of(acts.element().dueNanos());
  }

  void runDue(long nowNanos) {
    while (!acts.isEmpty() && acts.element().dueNanos() <= nowNanos) {
      acts.remove().act().run();
    }
  }
}
