package io.troupe.testkit.linearizability;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds the outcomes in an unlinearizable history that contradict each other whatever the other
 * operations did, see {@link Contradiction}.
 *
 * <p>At first, all operations but the newest lose their outcome, and may have happened <em>any
 * number of times</em>: this is more than the definition allows, but there is less to remember and
 * so less to search. The newest are 1, 2, 4 and so on, until the contradiction is there. Of these,
 * passes spare more: those that only look, others as before, and at last as many as can lose their
 * outcome if each happens once or never.
 *
 * <p>Each pass tries groups of operations, halves at first, single ones in the end. What an
 * operation is needed for among many it is needed for among fewer, so that one pass over single
 * operations is enough.
 */
final class Core<S, I, O> {
  /** An attempt that is too hard is not made: its operations stay in the core. */
  private static final long MAX_STATES_PER_ATTEMPT = 20_000;

  private static final long MAX_STATES_PER_PASS = 150_000;

  /** What becomes of the operations outside of the core. */
  private enum Rest {
    LEFT_OUT,
    REPEATABLE,
    ONCE
  }

  private final Model<S, I, O> model;
  private final Allowance time;
  private final List<Operation<I, O>> unknown;
  private List<Operation<I, O>> core;
  private List<Operation<I, O>> weakened = List.of();
  private long statesLeft;
  private boolean undecided;

  Core(Model<S, I, O> model, List<Operation<I, O>> history, Allowance time) {
    this.model = model;
    this.time = time;
    this.unknown = history.stream().filter(Operation::isUnknown).toList();
    this.core = history.stream().filter(operation -> !operation.isUnknown()).toList();
  }

  /**
   * Reduces the core; {@code cut} stays in it.
   *
   * @return whether no member can be spared; false as well if that was too hard to tell
   */
  boolean reduce(Operation<I, O> cut) {
    Predicate<Operation<I, O>> looks = op -> model.isObserver(op.input(), op.outcome());
    Predicate<Operation<I, O>> spare = op -> !op.equals(cut);
    keepNewest(cut);
    boolean fewest = pass(spare.and(looks), Rest.LEFT_OUT);
    pass(spare.and(looks.negate()), Rest.REPEATABLE);
    return pass(spare.and(looks.negate()), Rest.ONCE) && fewest;
  }

  List<Operation<I, O>> operations() {
    return core;
  }

  /**
   * Whether {@code cut} and a few operations before it contradict each other, which needs no search
   * through all orders of the others. If so, the core is reduced to them.
   */
  boolean keepNewest(Operation<I, O> cut) {
    statesLeft = MAX_STATES_PER_PASS;
    List<Operation<I, O>> others = core.stream().filter(op -> !op.equals(cut)).toList();
    for (int kept = 0; kept < others.size(); kept = Math.max(1, 2 * kept)) {
      if (canSpare(new HashSet<>(others.subList(0, others.size() - kept)), Rest.REPEATABLE)) {
        return true;
      }
    }
    return false;
  }

  private boolean pass(Predicate<Operation<I, O>> candidate, Rest rest) {
    statesLeft = MAX_STATES_PER_PASS;
    List<Operation<I, O>> candidates = new ArrayList<>(core.stream().filter(candidate).toList());
    for (int size = (candidates.size() + 1) / 2; size > 0; size /= 2) {
      undecided = false;
      for (int from = 0; from < candidates.size(); ) {
        List<Operation<I, O>> group =
            candidates.subList(from, Math.min(candidates.size(), from + size));
        if (canSpare(new HashSet<>(group), rest)) {
          group.clear();
        } else {
          from += size;
        }
      }
    }
    return !undecided;
  }

  private boolean canSpare(Set<Operation<I, O>> group, Rest rest) {
    List<Operation<I, O>> less = core.stream().filter(op -> !group.contains(op)).toList();
    List<Operation<I, O>> weaker =
        rest == Rest.LEFT_OUT
            ? weakened
            : join(weakened, group.stream().map(Operation::withoutOutcome).toList());
    boolean repeatable = rest == Rest.REPEATABLE;
    List<Operation<I, O>> once = join(unknown, repeatable ? List.of() : weaker);
    Part<I, O> part = new Part<>(model, join(less, once), repeatable ? weaker : List.of());
    if (!isImpossible(part)) {
      return false;
    }
    core = less;
    weakened = weaker;
    return true;
  }

  private boolean isImpossible(Part<I, O> part) {
    Search<S, I, O> search = new Search<>(model, part, (ended, at) -> true);
    Search.End end = search.run(time, Math.min(MAX_STATES_PER_ATTEMPT, statesLeft));
    statesLeft -= search.cachedStates();
    undecided |= end != Search.End.FOUND && end != Search.End.EXHAUSTED;
    return end == Search.End.EXHAUSTED;
  }

  private static <T> List<T> join(List<T> some, List<T> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }
}
