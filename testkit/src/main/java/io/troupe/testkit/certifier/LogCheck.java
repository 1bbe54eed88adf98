package io.troupe.testkit.certifier;

import java.util.ArrayList;
import java.util.List;

/** All laws, over one log. */
final class LogCheck<C, Q, R> {
  /** Of each kind of value, in each log: damage takes a hundred decodings and more. */
  private static final int MAX_DAMAGED_VALUES = 10;

  private final Subject<C, Q, R> subject;
  private final List<Step<C, Q>> log;

  LogCheck(Subject<C, Q, R> subject, List<Step<C, Q>> log) {
    this.subject = subject;
    this.log = log;
  }

  /**
   * @throws Finding the first broken law
   */
  Evidence<R> check() {
    commandsAndQueries();
    Run<R> run = new DeterminismCheck<>(subject, log).check();
    for (int steps = 1; steps <= log.size(); steps++) {
      subject.replies().roundTrip(steps, run.replies().get(steps - 1));
      if (steps <= MAX_DAMAGED_VALUES) {
        subject.replies().damage(steps, run.replies().get(steps - 1));
      }
    }
    List<Snapshot> snapshots = new SnapshotCheck<>(subject, log, run).check();
    List<List<Answer>> answers = new QueryCheck<>(subject, log, run).check(snapshots);
    new RestoreCheck<>(subject, log, run, snapshots, answers).check();
    return new Evidence<>(run, answers);
  }

  private void commandsAndQueries() {
    List<Q> queries = new ArrayList<>();
    for (int steps = 1; steps <= log.size(); steps++) {
      Step<C, Q> step = log.get(steps - 1);
      subject.commands().roundTrip(steps, step.command());
      if (steps <= MAX_DAMAGED_VALUES) {
        subject.commands().damage(steps, step.command());
      }
      for (Q query : step.queries()) {
        subject.queries().roundTrip(steps, query);
        if (queries.size() < MAX_DAMAGED_VALUES) {
          queries.add(query);
          subject.queries().damage(steps, query);
        }
      }
    }
  }

  /** What a good machine made of a log. */
  record Evidence<R>(Run<R> run, List<List<Answer>> answers) {}
}
