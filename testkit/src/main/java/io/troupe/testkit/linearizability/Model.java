package io.troupe.testkit.linearizability;

import java.util.List;
import java.util.function.Predicate;

/**
 * What an object does when its operations come one after another: the specification that a
 * concurrent history is held against.
 *
 * <p>A model is deterministic and total: every input can be applied in every state. States are
 * immutable and have {@code equals} and {@code hashCode}; the checker keeps many of them. Inputs
 * and outputs have both, too.
 *
 * @param <S> a state of one part of the object, see {@link #partition}
 * @param <I> what an operation asks
 * @param <O> what it answers
 */
public interface Model<S, I, O> {

  /** The state before any operation. */
  S initial();

  /** What {@code input} answers in {@code state}, and the state after it. */
  Step<S, O> apply(S state, I input);

  /**
   * The part of the object that {@code input} concerns, as a key for a hash map. Operations of
   * different parts must not influence each other; each part starts in the {@link #initial} state
   * and is checked alone, which is what makes long histories feasible.
   */
  default Object partition(I input) {
    return "all";
  }

  /**
   * Whether an operation with this input and this outcome leaves <em>every</em> state as it is, in
   * which it can have this outcome: a read, a compare-and-set that returned false. False is always
   * correct; true spares the checker most of its work.
   */
  default boolean isObserver(I input, Outcome<O> outcome) {
    return false;
  }

  /**
   * Tells which operations of unknown outcome can help to explain {@code part}. The predicate may
   * say no to an input only if each linearization of the part that contains it stays one when it,
   * and perhaps other operations of unknown outcome, are left out. Yes is always correct.
   */
  default Predicate<I> relevant(List<Operation<I, O>> part) {
    return input -> true;
  }
}
