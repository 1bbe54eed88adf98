package io.troupe.testkit.linearizability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The definition of linearizability, written down as a program: tries every order of the operations
 * of all parts together, and every choice of those of unknown outcome. For histories of up to about
 * eight operations.
 */
final class BruteForce<S, I, O> {
  private final Model<S, I, O> model;
  private final Optional<Operation<I, O>> free;
  private final Set<O> answers = new HashSet<>();
  private boolean linearizable;

  private BruteForce(Model<S, I, O> model, Optional<Operation<I, O>> free) {
    this.model = model;
    this.free = free;
  }

  static <S, I, O> boolean isLinearizable(Model<S, I, O> model, List<Operation<I, O>> history) {
    BruteForce<S, I, O> force = new BruteForce<>(model, Optional.empty());
    force.order(Map.of(), history, Optional.empty());
    return force.linearizable;
  }

  /** All that {@code operation} could have answered, if the others answered what they did. */
  static <S, I, O> Set<O> answers(
      Model<S, I, O> model, List<Operation<I, O>> history, Operation<I, O> operation) {
    BruteForce<S, I, O> force = new BruteForce<>(model, Optional.of(operation));
    force.order(Map.of(), history, Optional.empty());
    return force.answers;
  }

  private void order(Map<Object, S> states, List<Operation<I, O>> left, Optional<O> answer) {
    if (linearizable && free.isEmpty()) {
      return;
    }
    if (left.stream().allMatch(Operation::isUnknown)) {
      linearizable = true;
      answer.ifPresent(answers::add);
    }
    for (Operation<I, O> next : left) {
      if (left.stream().noneMatch(other -> other.returned() < next.invoked())) {
        Object key = model.partition(next.input());
        Step<S, O> step = model.apply(states.getOrDefault(key, model.initial()), next.input());
        boolean any = free.equals(Optional.of(next));
        if (any || next.outcome().output().map(step.output()::equals).orElse(true)) {
          Map<Object, S> after = new HashMap<>(states);
          after.put(key, step.state());
          List<Operation<I, O>> rest = new ArrayList<>(left);
          rest.remove(next);
          order(after, rest, any ? Optional.of(step.output()) : answer);
        }
      }
    }
  }
}
