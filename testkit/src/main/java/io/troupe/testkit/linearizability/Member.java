package io.troupe.testkit.linearizability;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * An operation that matters for a {@link Search}.
 *
 * @param position of the operation in the history that it comes from
 * @param effect the input that the model is given, see {@link Model#standIns}
 * @param isRepeatable whether it may take effect any number of times; its outcome is unknown then
 */
record Member<I, O>(Operation<I, O> operation, int position, I effect, boolean isRepeatable) {

  /** All operations but those of unknown outcome that explain nothing. */
  static <I, O> List<Member<I, O>> of(Model<?, I, O> model, List<Operation<I, O>> history) {
    Function<I, Optional<I>> standIns = model.standIns(history);
    List<Member<I, O>> members = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      int position = i;
      Operation<I, O> operation = history.get(i);
      effect(model, operation, standIns)
          .ifPresent(effect -> members.add(new Member<>(operation, position, effect, false)));
    }
    return members;
  }

  /**
   * The same, but those of the operations of unknown outcome which are {@code free}, and whose
   * effect can be had {@linkplain Model#unconditional without conditions}, have it so, and any
   * number of times. There are no two of these with the same effect: the one that was invoked first
   * can do what the others can.
   */
  static <I, O> List<Member<I, O>> of(
      Model<?, I, O> model, List<Operation<I, O>> history, BitSet free) {
    List<Operation<I, O>> freed = new ArrayList<>();
    BitSet repeatable = new BitSet();
    for (Operation<I, O> operation : history) {
      Optional<I> input =
          operation.isUnknown() && free.get(freed.size())
              ? model.unconditional(operation.input())
              : Optional.empty();
      repeatable.set(freed.size(), input.isPresent());
      freed.add(input.map(operation::withInput).orElse(operation));
    }
    Set<I> effects = new HashSet<>();
    return of(model, freed).stream()
        .map(member -> repeatable.get(member.position) ? member.repeatable() : member)
        .filter(member -> !member.isRepeatable || effects.add(member.effect))
        .toList();
  }

  private Member<I, O> repeatable() {
    return new Member<>(operation, position, effect, true);
  }

  private static <I, O> Optional<I> effect(
      Model<?, I, O> model, Operation<I, O> operation, Function<I, Optional<I>> standIns) {
    if (!operation.isUnknown()) {
      return Optional.of(operation.input());
    }
    return model.isObserver(operation.input(), operation.outcome())
        ? Optional.empty()
        : standIns.apply(operation.input());
  }
}
