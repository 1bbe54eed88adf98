package io.troupe.testkit.linearizability;

import java.util.List;
import java.util.Map;

/** What the checker found out about a history. */
public sealed interface Verdict<I, O> {

  /**
   * The history has a linearization.
   *
   * @param orders one for each part, in the order in which its operations took effect; those of
   *     unknown outcome only if they must have happened
   */
  record Linearizable<I, O>(Map<Object, List<Operation<I, O>>> orders) implements Verdict<I, O> {
    public Linearizable {
      orders = Map.copyOf(orders);
    }

    @Override
    public String toString() {
      return "linearizable";
    }
  }

  /** The history has no linearization. */
  record NotLinearizable<I, O>(Contradiction<I, O> contradiction) implements Verdict<I, O> {
    @Override
    public String toString() {
      return "not linearizable: " + contradiction;
    }
  }

  /**
   * The bounds were too narrow to tell. No part that was decided contradicts the model.
   *
   * @param why which bound, in which part, and what to do
   */
  record Undecided<I, O>(String why) implements Verdict<I, O> {
    @Override
    public String toString() {
      return "undecided: " + why;
    }
  }
}
