package io.troupe.testkit.linearizability;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
   * What operations of unknown outcome can do in {@code part}, which saves the checker the search
   * through what comes to the same: for each input another that may stand for it, or nothing if the
   * operation may as well be left out.
   *
   * <p>That is allowed if each linearization of the part stays one when every operation of unknown
   * outcome in it is replaced so, or left out, perhaps together with others of unknown outcome. An
   * input that stands for itself is always correct.
   */
  default Function<I, Optional<I>> standIns(List<Operation<I, O>> part) {
    return Optional::of;
  }

  /**
   * An input that leads <em>every</em> state to one and the same, which is the one that {@code
   * input} leads to wherever it changes anything: for a compare-and-set the write of the new value,
   * for a write itself. Nothing is always correct; such an input helps to find contradictions soon.
   */
  default Optional<I> unconditional(I input) {
    return Optional.empty();
  }
}
