package io.troupe.testkit.simulation.raft;

import io.troupe.testkit.linearizability.Bounds;
import io.troupe.testkit.linearizability.History;
import io.troupe.testkit.linearizability.HistoryRecorder;
import io.troupe.testkit.linearizability.LinearizabilityChecker;
import io.troupe.testkit.linearizability.Verdict;
import io.troupe.testkit.simulation.InvariantViolation;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * L1: what the clients of a run asked and were told, checked at its end against {@link Registers},
 * whatever the replicas and the other checks believe.
 */
final class ClientHistory {
  /** Decides by states, which are the same in every run; the time is there for a hang only. */
  private static final Bounds BOUNDS = new Bounds(Duration.ofMinutes(2), 200_000);

  private final HistoryRecorder<Registers.Input, Long> recorder = new HistoryRecorder<>();
  private final Map<Long, Long> calls = new HashMap<>();

  void proposing(long id) {
    calls.put(id, recorder.invoke(id, new Registers.Swap(id)));
  }

  void reading(long id) {
    calls.put(id, recorder.invoke(id, new Registers.Read(Registers.keyOf(id))));
  }

  /** The operation was answered. */
  void returned(long id, long value) {
    recorder.returned(callOf(id), value);
  }

  /** The operation certainly never happens. */
  void refused(long id) {
    recorder.failed(callOf(id));
  }

  private long callOf(long id) {
    Long call = calls.get(id);
    if (call == null) {
      throw new IllegalStateException("operation " + id + " was never asked for");
    }
    return call;
  }

  /**
   * What came of a check.
   *
   * @param operations how many there were, those refused apart
   * @param decided whether the bounds were wide enough
   */
  record Checked(int operations, boolean decided) {}

  /**
   * Checks it.
   *
   * @throws InvariantViolation if it is not linearizable
   */
  Checked check() {
    History<Registers.Input, Long> history = recorder.history();
    Verdict<Registers.Input, Long> verdict =
        LinearizabilityChecker.check(new Registers(), history, BOUNDS);
    if (verdict instanceof Verdict.NotLinearizable<Registers.Input, Long> wrong) {
      throw new InvariantViolation("L1", wrong.toString());
    }
    return new Checked(history.size(), verdict instanceof Verdict.Linearizable);
  }
}
