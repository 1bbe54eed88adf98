package io.troupe.testkit.certifier;

import io.troupe.actors.StateMachine;
import java.util.List;

/** The factory, and what other instances make of the same log. */
final class DeterminismCheck<C, Q, R> {
  private final Subject<C, Q, R> subject;
  private final List<Step<C, Q>> log;

  DeterminismCheck(Subject<C, Q, R> subject, List<Step<C, Q>> log) {
    this.subject = subject;
    this.log = log;
  }

  /** What the log leads to, always. */
  Run<R> check() {
    StateMachine<C, Q, R> made = subject.factory().get();
    if (subject.factory().get() == made) {
      throw new Finding(Law.FRESH_INSTANCES, 0, "the factory gave the same instance twice");
    }
    Snapshot initial = subject.instance().snapshot(0);
    Run<R> first = Run.of(subject, log);
    Run.requireSame(
        Law.FRESH_INSTANCES,
        0,
        initial,
        "a new instance",
        subject.instance().snapshot(0),
        "one made after another had applied the log");
    later();
    alone(first);
    sideBySide(first);
    return first;
  }

  private void alone(Run<R> first) {
    Run<R> second = Run.of(subject, log);
    for (int steps = 1; steps <= log.size(); steps++) {
      first.requireReply(Law.DETERMINISM, steps, second.replies().get(steps - 1), "a later one");
    }
    first.requireState(Law.DETERMINISM, second.last(), "a later one");
  }

  /** Two instances take turns, as two replicas in one JVM. */
  private void sideBySide(Run<R> first) {
    Instance<C, Q, R> one = subject.instance();
    Instance<C, Q, R> other = subject.instance();
    int steps = 0;
    for (Step<C, Q> step : log) {
      steps++;
      first.requireReply(
          Law.DETERMINISM, steps, one.apply(steps, step), "one of two that took turns");
      first.requireReply(
          Law.DETERMINISM, steps, other.apply(steps, step), "the other of two that took turns");
    }
    first.requireState(Law.DETERMINISM, one.snapshot(steps), "one of two that took turns");
    first.requireState(Law.DETERMINISM, other.snapshot(steps), "the other of two that took turns");
  }

  /** Who looks at a clock shall see another time. */
  private static void later() {
    long now = System.currentTimeMillis();
    while (System.currentTimeMillis() == now) {
      Thread.onSpinWait();
    }
  }
}
