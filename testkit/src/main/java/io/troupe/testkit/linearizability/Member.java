package io.troupe.testkit.linearizability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An operation that matters for a {@link Part}.
 *
 * @param effect the input that the model is given, see {@link Model#standIns}
 * @param isRepeatable whether it may take effect any number of times; its outcome is unknown then
 */
record Member<I, O>(Operation<I, O> operation, I effect, boolean isRepeatable) {

  /**
   * By time of invocation, without those of unknown outcome that explain nothing, and with the
   * first only of the repeatable ones that have the same effect.
   */
  static <I, O> List<Member<I, O>> of(
      Model<?, I, O> model, List<Operation<I, O>> history, List<Operation<I, O>> repeatable) {
    Function<I, Optional<I>> standIns =
        model.standIns(Stream.concat(history.stream(), repeatable.stream()).toList());
    List<Member<I, O>> members = new ArrayList<>();
    for (Operation<I, O> operation : history) {
      if (!operation.isUnknown()) {
        members.add(new Member<>(operation, operation.input(), false));
      } else if (!model.isObserver(operation.input(), operation.outcome())) {
        standIns
            .apply(operation.input())
            .ifPresent(effect -> members.add(new Member<>(operation, effect, false)));
      }
    }
    Map<I, Member<I, O>> first = new LinkedHashMap<>();
    for (Operation<I, O> operation : repeatable) {
      if (!model.isObserver(operation.input(), operation.outcome())) {
        standIns
            .apply(operation.input())
            .ifPresent(
                effect ->
                    first.merge(effect, new Member<>(operation, effect, true), Member::earlier));
      }
    }
    members.addAll(first.values());
    members.sort(Comparator.comparingLong(member -> member.operation.invoked()));
    return members;
  }

  private Member<I, O> earlier(Member<I, O> other) {
    return operation.invoked() <= other.operation.invoked() ? this : other;
  }
}
