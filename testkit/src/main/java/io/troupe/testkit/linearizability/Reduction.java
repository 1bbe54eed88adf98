package io.troupe.testkit.linearizability;

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
    Prefix<I, O> prefix = Prefix.upTo(firstImpossible(part, explained), part);
    Core<S, I, O> core = new Core<>(model, prefix, time);
    boolean smallest = core.reduce() && !undecided;
    Explanations<S, I, O> explanations = new Explanations<>(model, prefix);
    boolean all = explanations.search(time, Math.min(MAX_STATES_FOR_EXPLANATIONS, maxCachedStates));
    return new Contradiction<>(
        key,
        new History<>(prefix.operations()),
        core.operations(),
        smallest,
        prefix.last(),
        explanations.found(),
        all);
  }

  /**
   * The return that ends the shortest prefix without a linearization: most often the first that was
   * not explained, or soon after; so look there in growing steps, and then between the last two.
   */
  private int firstImpossible(List<Operation<I, O>> part, int explained) {
    int last = Prefix.returns(part).size() - 1;
    int low = explained;
    int high = explained;
    while (high < last && !isImpossible(Prefix.upTo(high, part))) {
      low = high + 1;
      high = Math.min(last, 2 * high - explained + 1);
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isImpossible(Prefix.upTo(middle, part))) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return high;
  }

  private boolean isImpossible(Prefix<I, O> prefix) {
    Search.End end = new Decision<>(model, prefix.operations()).decide(time, maxCachedStates);
    undecided |= end != Search.End.FOUND && end != Search.End.EXHAUSTED;
    return end == Search.End.EXHAUSTED;
  }
}
