package io.troupe.testkit.linearizability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes an unlinearizable part small, by changes that can only make it easier to explain, see
 * {@link Contradiction}.
 */
final class Reduction<S, I, O> {
  /**
   * States that one attempt may remember. Operations without an outcome can make the search much
   * harder; an attempt that is too hard is not made.
   */
  private static final long MAX_STATES_PER_ATTEMPT = 50_000;

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
    boolean shortest = !undecided;
    List<Operation<I, O>> prefix = upTo(cut, part);
    List<Operation<I, O>> core = core(prefix, cut);
    boolean smallest = shortest && !undecided;
    Explanations<S, I, O> explanations = new Explanations<>(model, prefix, cut);
    boolean all = explanations.search(time, Math.min(MAX_STATES_PER_ATTEMPT, maxCachedStates));
    return new Contradiction<>(
        key, new History<>(prefix), core, smallest, cut, explanations.found(), all);
  }

  private List<Operation<I, O>> returns(List<Operation<I, O>> part) {
    return part.stream()
        .filter(operation -> !operation.isUnknown())
        .sorted(Comparator.comparingLong(Operation::returned))
        .toList();
  }

  /** The return that ends the shortest prefix without a linearization, by bisection. */
  private int firstImpossible(
      List<Operation<I, O>> part, List<Operation<I, O>> returns, int explained) {
    int low = explained;
    int high = returns.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isImpossible(upTo(returns.get(middle), part), maxCachedStates)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return high;
  }

  /** What was known when {@code last} returned. */
  private List<Operation<I, O>> upTo(Operation<I, O> last, List<Operation<I, O>> part) {
    return part.stream()
        .filter(operation -> operation.invoked() <= last.returned())
        .map(op -> op.returned() > last.returned() ? op.withoutOutcome() : op)
        .toList();
  }

  /**
   * Takes the outcomes from groups of operations, halves at first and single ones in the end, as
   * long as the contradiction stays. What one operation is needed for among many, it is needed for
   * among fewer, so that one pass over single operations is enough.
   */
  private List<Operation<I, O>> core(List<Operation<I, O>> prefix, Operation<I, O> cut) {
    List<Operation<I, O>> now = new ArrayList<>(prefix);
    List<Integer> known =
        new ArrayList<>(
            IntStream.range(0, now.size())
                .filter(i -> !now.get(i).isUnknown() && !now.get(i).equals(cut))
                .boxed()
                .toList());
    for (int size = Math.max(1, known.size() / 2); size > 0; size /= 2) {
      undecided = false;
      for (int from = 0; from < known.size(); ) {
        List<Integer> group = known.subList(from, Math.min(known.size(), from + size));
        List<Operation<I, O>> less = new ArrayList<>(now);
        group.forEach(i -> less.set(i, less.get(i).withoutOutcome()));
        if (isImpossible(less, MAX_STATES_PER_ATTEMPT)) {
          group.forEach(i -> now.set(i, less.get(i)));
          group.clear();
        } else {
          from += size;
        }
      }
    }
    return now.stream().filter(operation -> !operation.isUnknown()).toList();
  }

  private boolean isImpossible(List<Operation<I, O>> operations, long states) {
    Search<S, I, O> search =
        new Search<>(model, new Part<>(model, operations), (ended, at) -> true);
    Search.End end = search.run(time, Math.min(states, maxCachedStates));
    undecided |= end != Search.End.FOUND && end != Search.End.EXHAUSTED;
    return end == Search.End.EXHAUSTED;
  }
}
