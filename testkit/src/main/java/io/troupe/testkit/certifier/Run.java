package io.troupe.testkit.certifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a log led to.
 *
 * @param replies one for each step
 * @param last the state after all of them
 */
record Run<R>(List<R> replies, Snapshot last) {

  /** A new instance applies the log and does nothing else. */
  static <C, Q, R> Run<R> of(Subject<C, Q, R> subject, List<Step<C, Q>> log) {
    Instance<C, Q, R> instance = subject.instance();
    List<R> replies = new ArrayList<>();
    for (Step<C, Q> step : log) {
      replies.add(instance.apply(replies.size() + 1, step));
    }
    return new Run<>(replies, instance.snapshot(log.size()));
  }

  /**
   * @param who gave {@code found}, for the report
   */
  void requireReply(Law law, int steps, Object found, String who) {
    R expected = replies.get(steps - 1);
    if (!Objects.deepEquals(expected, found)) {
      throw new Finding(
          law,
          steps,
          String.format(
              "the first instance replied %s, %s replied %s",
              Shown.value(expected), who, Shown.value(found)));
    }
  }

  /** At the end of the log. */
  void requireState(Law law, Snapshot found, String who) {
    requireSame(law, replies.size(), last, "the first instance", found, who);
  }

  static void requireSame(
      Law law, int steps, Snapshot expected, String whose, Snapshot found, String who) {
    if (!expected.means(found)) {
      throw new Finding(
          law,
          steps,
          String.format(
              "the snapshots of %s and of %s differ: %s",
              whose, who, expected.differenceTo(found)));
    }
  }
}
