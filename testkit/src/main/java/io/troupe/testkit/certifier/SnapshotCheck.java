package io.troupe.testkit.certifier;

import java.util.ArrayList;
import java.util.List;

/** Snapshots at every index: written at once, and written after everything else. */
final class SnapshotCheck<C, Q, R> {
  private final Subject<C, Q, R> subject;
  private final List<Step<C, Q>> log;
  private final Run<R> expected;

  SnapshotCheck(Subject<C, Q, R> subject, List<Step<C, Q>> log, Run<R> expected) {
    this.subject = subject;
    this.log = log;
    this.expected = expected;
  }

  /** The state after each number of steps, from none to all. */
  List<Snapshot> check() {
    List<Snapshot> atOnce = writtenAtOnce();
    requireFrozen(atOnce);
    return atOnce;
  }

  private List<Snapshot> writtenAtOnce() {
    String who = "one that took snapshots all the time";
    Instance<C, Q, R> instance = subject.instance();
    List<Snapshot> snapshots = new ArrayList<>();
    snapshots.add(instance.snapshot(0));
    for (Step<C, Q> step : log) {
      int steps = snapshots.size();
      expected.requireReply(Law.SNAPSHOTS_CHANGE_NOTHING, steps, instance.apply(steps, step), who);
      snapshots.add(instance.snapshot(steps));
    }
    expected.requireState(Law.SNAPSHOTS_CHANGE_NOTHING, snapshots.get(log.size()), who);
    return snapshots;
  }

  private void requireFrozen(List<Snapshot> atOnce) {
    Instance<C, Q, R> instance = subject.instance();
    List<Instance.Frozen> frozen = new ArrayList<>();
    frozen.add(instance.freeze(0));
    for (Step<C, Q> step : log) {
      int steps = frozen.size();
      instance.apply(steps, step);
      frozen.add(instance.freeze(steps));
    }
    for (int steps = 0; steps < frozen.size(); steps++) {
      Run.requireSame(
          Law.SNAPSHOTS_ARE_FROZEN,
          steps,
          atOnce.get(steps),
          "the state written at once",
          frozen.get(steps).write(),
          "the same state written when the whole log was applied");
    }
  }
}
