package io.troupe.testkit.linearizability;

import java.util.Comparator;
import java.util.List;

/**
 * Makes an unlinearizable part small, by changes that can only make it easier to explain, see
 * {@link Contradiction}.
 */
final class Reduction<S, I, O> {
  private static final long MAX_STATES_FOR_EXPLANATIONS = 10_000;

  private final Model<S, I, O> model;
  private final Allowance time;
  private final long maxCachedStates;
  private boolean undecided;

  Reduction(Model<S, I, O> model, Allowance time, long maxCachedStates) {
    this.model = model;
    this.time = time;
    this.maxCachedStates = maxCachedStates;
  }

  /** Every operation that returned before the {@code explained}-th return is explained. */
  Contradiction<I, O> reduce(Object key, List<Operation<I, O>> part, int explained) {
    List<Operation<I, O>> returns = returns(part);
    Operation<I, O> cut = returns.get(firstImpossible(part, returns, explained));
    List<Operation<I, O>> prefix = upTo(cut, part);
    Core<S, I, O> core = new Core<>(model, prefix, time);
    boolean smallest = core.reduce(cut) && !undecided;
    Explanations<S, I, O> explanations = new Explanations<>(model, prefix, cut);
    boolean all = explanations.search(time, Math.min(MAX_STATES_FOR_EXPLANATIONS, maxCachedStates));
    return new Contradiction<>(
        key, new History<>(prefix), core.operations(), smallest, cut, explanations.found(), all);
  }

  /**
   * The return that ends the shortest prefix without a linearization: most often the first that was
   * not explained, or soon after; so look there in growing steps, and then between the last two.
   */
  private int firstImpossible(
      List<Operation<I, O>> part, List<Operation<I, O>> returns, int explained) {
    int low = explained;
    int high = explained;
    while (high < returns.size() - 1 && !isImpossible(upTo(returns.get(high), part))) {
      low = high + 1;
      high = Math.min(returns.size() - 1, 2 * high - explained + 1);
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isImpossible(upTo(returns.get(middle), part))) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return high;
  }

  private boolean isImpossible(List<Operation<I, O>> operations) {
    Search.End end = new Decision<>(model, operations).decide(time, maxCachedStates);
    undecided |= end != Search.End.FOUND && end != Search.End.EXHAUSTED;
    return end == Search.End.EXHAUSTED;
  }

  /** What was known when {@code last} returned. */
  static <I, O> List<Operation<I, O>> upTo(Operation<I, O> last, List<Operation<I, O>> part) {
    return part.stream()
        .filter(operation -> operation.invoked() <= last.returned())
        .map(op -> op.returned() > last.returned() ? op.withoutOutcome() : op)
        .toList();
  }

  /** The operations that returned, in this order. */
  static <I, O> List<Operation<I, O>> returns(List<Operation<I, O>> part) {
    return part.stream()
        .filter(operation -> !operation.isUnknown())
        .sorted(Comparator.comparingLong(Operation::returned))
        .toList();
  }
}
