package io.troupe.testkit.linearizability;

import java.util.ArrayList;
import java.util.List;

/**
 * The definition of linearizability, written down as a program: tries every order of the operations
 * and every choice of those of unknown outcome. For histories of up to about eight operations.
 */
final class BruteForce {

  private BruteForce() {}

  static <S, I, O> boolean isLinearizable(Model<S, I, O> model, History<I, O> history) {
    return anyOrder(model, model.initial(), new ArrayList<>(history.operations()));
  }

  private static <S, I, O> boolean anyOrder(
      Model<S, I, O> model, S state, List<Operation<I, O>> left) {
    if (left.stream().allMatch(Operation::isUnknown)) {
      return true;
    }
    for (Operation<I, O> next : left) {
      if (left.stream().noneMatch(other -> other.returned() < next.invoked())) {
        Step<S, O> step = model.apply(state, next.input());
        List<Operation<I, O>> rest = new ArrayList<>(left);
        rest.remove(next);
        if (next.outcome().output().map(step.output()::equals).orElse(true)
            && anyOrder(model, step.state(), rest)) {
          return true;
        }
      }
    }
    return false;
  }
}
