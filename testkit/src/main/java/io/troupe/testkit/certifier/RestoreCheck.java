package io.troupe.testkit.certifier;

import java.util.List;

/**
 * A snapshot of every index is restored, into a new instance and into one that has gone further,
 * and the rest of the log is applied to it.
 */
final class RestoreCheck<C, Q, R> {
  private final Subject<C, Q, R> subject;
  private final List<Step<C, Q>> log;
  private final Run<R> expected;
  private final List<Snapshot> snapshots;
  private final List<List<Answer>> answers;

  RestoreCheck(
      Subject<C, Q, R> subject,
      List<Step<C, Q>> log,
      Run<R> expected,
      List<Snapshot> snapshots,
      List<List<Answer>> answers) {
    this.subject = subject;
    this.log = log;
    this.expected = expected;
    this.snapshots = snapshots;
    this.answers = answers;
  }

  void check() {
    for (int from = 0; from <= log.size(); from++) {
      goOn(Law.RESTORE_INTO_FRESH, subject.instance(), from, "a new one");
    }
    Instance<C, Q, R> used = subject.instance();
    for (int from = log.size(); from >= 0; from--) {
      goOn(Law.RESTORE_INTO_USED, used, from, "a used one");
    }
  }

  private void goOn(Law law, Instance<C, Q, R> instance, int from, String which) {
    String who = which + " restored from the snapshot after " + from + " commands";
    instance.restore(law, from, snapshots.get(from));
    Run.requireSame(
        law, from, snapshots.get(from), "the one that wrote it", instance.snapshot(from), who);
    for (int steps = from + 1; steps <= log.size(); steps++) {
      Step<C, Q> step = log.get(steps - 1);
      expected.requireReply(law, steps, instance.apply(steps, step), who);
      QueryCheck.requireSame(
          law, steps, step, answers.get(steps - 1), QueryCheck.ask(instance, steps, step));
    }
    expected.requireState(law, instance.snapshot(log.size()), who);
  }
}
