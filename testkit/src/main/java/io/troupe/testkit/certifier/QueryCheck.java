package io.troupe.testkit.certifier;

import java.util.ArrayList;
import java.util.List;

/** An instance that is queried all the time: it must not show, and the answers must be the same. */
final class QueryCheck<C, Q, R> {
  private final Subject<C, Q, R> subject;
  private final List<Step<C, Q>> log;
  private final Run<R> expected;

  QueryCheck(Subject<C, Q, R> subject, List<Step<C, Q>> log, Run<R> expected) {
    this.subject = subject;
    this.log = log;
    this.expected = expected;
  }

  /** The answers after each step; none before the first. */
  List<List<Answer>> check(List<Snapshot> snapshots) {
    Instance<C, Q, R> instance = subject.instance();
    List<List<Answer>> answers = new ArrayList<>();
    for (Step<C, Q> step : log) {
      int steps = answers.size() + 1;
      expected.requireReply(
          Law.QUERIES_CHANGE_NOTHING,
          steps,
          instance.apply(steps, step),
          "one that was queried all the time");
      answers.add(ask(instance, steps, step));
      Run.requireSame(
          Law.QUERIES_CHANGE_NOTHING,
          steps,
          snapshots.get(steps),
          "an instance that was never queried",
          instance.snapshot(steps),
          "one that was queried, last " + step.queries().stream().map(Shown::value).toList());
    }
    askAnother(Law.DETERMINISM, answers, 1);
    askAnother(Law.QUERIES_CHANGE_NOTHING, answers, 2);
    return answers;
  }

  /** Another instance must give the same answers, however often it is asked. */
  private void askAnother(Law law, List<List<Answer>> answers, int times) {
    Instance<C, Q, R> instance = subject.instance();
    for (int steps = 1; steps <= log.size(); steps++) {
      Step<C, Q> step = log.get(steps - 1);
      instance.apply(steps, step);
      for (int i = 0; i < times; i++) {
        requireSame(law, steps, step, answers.get(steps - 1), ask(instance, steps, step));
      }
    }
  }

  static <C, Q, R> List<Answer> ask(Instance<C, Q, R> instance, int steps, Step<C, Q> step) {
    return step.queries().stream().map(query -> instance.ask(steps, query)).toList();
  }

  static <C, Q> void requireSame(
      Law law, int steps, Step<C, Q> step, List<Answer> expected, List<Answer> found) {
    for (int i = 0; i < expected.size(); i++) {
      if (!expected.get(i).equals(found.get(i))) {
        throw new Finding(
            law,
            steps,
            String.format(
                "the query %s was answered %s, and another time, in the same state, %s",
                Shown.value(step.queries().get(i)), expected.get(i), found.get(i)));
      }
    }
  }
}
