package io.troupe.testkit.linearizability;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the outcomes in an unlinearizable history that contradict each other whatever the other
 * operations did, see {@link Contradiction}.
 *
 * <p>At first, all operations but one lose their outcome, and may have happened <em>any number of
 * times, under any condition</em>: this is more than the definition allows, but there is less to
 * remember and so less to search. Whatever explains the history then gets its outcome back, and so
 * do the newest 1, 2, 4 operations and so on, until the contradiction is there. Of these, passes
 * spare some again, and at last as many as can lose their outcome if each happens once or never.
 *
 * <p>Each pass tries groups of operations, halves at first, single ones in the end. What an
 * operation is needed for among many it is needed for among fewer, so that one pass over single
 * operations is enough.
 */
final class Core<S, I, O> {
  /** An attempt that is too hard is not made: its operations stay in the core. */
  private static final long MAX_STATES_PER_ATTEMPT = 20_000;

  private static final long MAX_STATES_PER_PASS = 150_000;

  /** What the operations outside of the core may do, from the least to the most. */
  private enum Rest {
    /** What their input says, once or never. */
    ONCE,
    /** The same for those of unknown outcome, but the others any number of times. */
    REPEATABLE,
    /** Any number of times, and under any condition, see {@link Model#unconditional}. */
    UNCONDITIONAL
  }

  private final Model<S, I, O> model;
  private final Allowance time;
  private final List<Operation<I, O>> unknown;
  private List<Operation<I, O>> core;
  private List<Operation<I, O>> weakened = List.of();
  private List<Operation<I, O>> explanation = List.of();
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
    Rest rest = isFoundAround(cut) ? Rest.UNCONDITIONAL : Rest.REPEATABLE;
    pass(spare.and(looks), rest);
    pass(spare.and(looks.negate()), rest);
    return pass(spare, Rest.ONCE);
  }

  List<Operation<I, O>> operations() {
    return core;
  }

  /**
   * Whether {@code cut} and some operations before it contradict each other, which needs no search
   * through all orders of the others. If so, the core is reduced to them.
   */
  boolean isFoundAround(Operation<I, O> cut) {
    statesLeft = MAX_STATES_PER_PASS;
    List<Operation<I, O>> others = core.stream().filter(op -> !op.equals(cut)).toList();
    Set<Operation<I, O>> kept = new HashSet<>(Set.of(cut));
    for (int newest = 0; newest < others.size() && statesLeft > 0; ) {
      kept.addAll(others.subList(others.size() - newest, others.size()));
      Set<Operation<I, O>> spared = new HashSet<>(others);
      spared.removeAll(kept);
      if (canSpare(spared, Rest.UNCONDITIONAL)) {
        return true;
      }
      if (!kept.addAll(excuses(others))) {
        newest = Math.max(1, 2 * newest);
      }
    }
    return false;
  }

  /** The operations that explained the last attempt, as they were with their outcomes. */
  private Set<Operation<I, O>> excuses(List<Operation<I, O>> operations) {
    Set<Operation<I, O>> used = new HashSet<>(explanation);
    return operations.stream()
        .filter(operation -> used.contains(unconditional(operation)))
        .collect(Collectors.toSet());
  }

  private Operation<I, O> unconditional(Operation<I, O> operation) {
    return Operation.unknown(
        operation.process(), model.unconditional(operation.input()), operation.invoked());
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
        join(weakened, group.stream().map(Operation::withoutOutcome).toList());
    if (!isImpossible(part(less, weaker, rest))) {
      return false;
    }
    core = less;
    weakened = weaker;
    return true;
  }

  private Part<I, O> part(List<Operation<I, O>> known, List<Operation<I, O>> weak, Rest rest) {
    return switch (rest) {
      case ONCE -> new Part<>(model, join(known, join(weak, unknown)), List.of());
      case REPEATABLE -> new Part<>(model, join(known, unknown), weak);
      case UNCONDITIONAL ->
          new Part<>(
              model, known, join(weak, unknown).stream().map(this::unconditional).toList());
    };
  }

  private boolean isImpossible(Part<I, O> part) {
    explanation = List.of();
    Search<S, I, O> search =
        new Search<>(
            model,
            part,
            (ended, at) -> {
              explanation = ended.order(at);
              return true;
            });
    Search.End end = search.run(time, Math.min(MAX_STATES_PER_ATTEMPT, statesLeft));
    statesLeft -= search.cachedStates();
    undecided |= end != Search.End.FOUND && end != Search.End.EXHAUSTED;
    return end == Search.End.EXHAUSTED;
  }

  private static <T> List<T> join(List<T> some, List<T> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }
}
