package io.troupe.testkit.linearizability;

import io.troupe.testkit.linearizability.Verdict.Linearizable;
import io.troupe.testkit.linearizability.Verdict.NotLinearizable;
import io.troupe.testkit.linearizability.Verdict.Undecided;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides whether a history is linearizable (Herlihy and Wing, "Linearizability: A Correctness
 * Condition for Concurrent Objects", 1990): whether its operations can be put in one order that the
 * model explains and in which none comes before one that had returned when it was invoked.
 *
 * <p>The question is NP-complete, so a check has bounds. It is quick when few operations of one
 * part of the object are pending at once, whatever the length of the history, and when operations
 * of unknown outcome lead to few different states.
 */
public final class LinearizabilityChecker {

  private LinearizabilityChecker() {}

  /**
   * Checks each part of {@code history}, the shortest first, until one contradicts the model. Runs
   * in the calling thread, a little longer than {@code bounds.time()} at most if the model's steps
   * are short.
   */
  public static <S, I, O> Verdict<I, O> check(
      Model<S, I, O> model, History<I, O> history, Bounds bounds) {
    Allowance time = new Allowance(bounds.time());
    Map<Object, List<Operation<I, O>>> orders = new LinkedHashMap<>();
    List<String> undecided = new ArrayList<>();
    List<Map.Entry<Object, History<I, O>>> parts =
        new ArrayList<>(history.by(model::partition).entrySet());
    parts.sort(Comparator.comparingInt(part -> part.getValue().size()));
    for (Map.Entry<Object, History<I, O>> part : parts) {
      List<Operation<I, O>> operations = part.getValue().operations();
      Decision<S, I, O> decision = new Decision<>(model, operations);
      Search.End end = decision.decide(time, bounds.maxCachedStates());
      if (end == Search.End.EXHAUSTED) {
        Reduction<S, I, O> reduction = new Reduction<>(model, time, bounds.maxCachedStates());
        return new NotLinearizable<>(
            reduction.reduce(part.getKey(), operations, decision.explained()));
      }
      if (end == Search.End.FOUND) {
        orders.put(part.getKey(), decision.order());
      } else {
        undecided.add(why(end, part.getKey(), operations.size(), decision.explained(), bounds));
      }
    }
    return undecided.isEmpty()
        ? new Linearizable<>(orders)
        : new Undecided<>(String.join("\n", undecided));
  }

  private static String why(
      Search.End end, Object key, int operations, int explained, Bounds bounds) {
    return "part "
        + key
        + " of "
        + operations
        + " operations: "
        + (end == Search.End.OUT_OF_TIME
            ? "the time of " + bounds.time().toMillis() + " ms ran out; allow more"
            : "more than " + bounds.maxCachedStates() + " states to remember; allow more")
        + ", split the history by finer keys, or let fewer clients work at once. Explained were the"
        + " operations that returned before return number "
        + (explained + 1);
  }
}
