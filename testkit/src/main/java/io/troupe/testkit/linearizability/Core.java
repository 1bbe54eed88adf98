package io.troupe.testkit.linearizability;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the outcomes in an unlinearizable history that contradict each other whatever the other
 * operations did, see {@link Contradiction}.
 *
 * <p>An operation is <em>weakened</em> by losing its outcome: it may have happened at any time
 * after its invocation, or never. It is <em>freed</em> by losing its condition, too, and may then
 * have happened many times, see {@link Member#of(Model, List, BitSet)}; this leaves little to
 * remember and so little to search. Each linearization of a history is one of the same history with
 * more operations weakened or freed (they happen where they did, or not at all if they changed
 * nothing there), so that what is impossible with them was impossible before. Nothing else is done
 * to a history here. In particular, no operation is left out: a read is impossible without the
 * write that it read, and a compare-and-set that failed may, weakened, have succeeded.
 */
final class Core<S, I, O> {
  /** How an attempt is made, and when it is given up; its operations stay in the core then. */
  private enum Rigour {
    /** Free operations are free. */
    LENIENT(20_000, 200_000),
    /**
     * Free operations are bound where they explain more than they could. Costs far more a state.
     */
    EXACT(2_000, 50_000);

    private final long statesPerAttempt;
    private final long statesPerPass;

    Rigour(long statesPerAttempt, long statesPerPass) {
      this.statesPerAttempt = statesPerAttempt;
      this.statesPerPass = statesPerPass;
    }
  }

  /** To begin a search costs time as well: so many operations as much as a state. */
  private static final int OPERATIONS_PER_STATE = 4;

  private final Model<S, I, O> model;
  private final Prefix<I, O> history;
  private final Allowance time;

  /** Operations that have a known outcome. */
  private BitSet core;

  /** Others that are not free. */
  private BitSet bound = new BitSet();

  private List<Integer> explanation = List.of();
  private Rigour rigour = Rigour.LENIENT;
  private long statesLeft;
  private boolean undecided;

  Core(Model<S, I, O> model, Prefix<I, O> history, Allowance time) {
    this.model = model;
    this.history = history;
    this.time = time;
    this.core = new BitSet();
    Prefix.returns(history.operations()).forEach(core::set);
  }

  List<Operation<I, O>> operations() {
    return core.stream().mapToObj(history.operations()::get).toList();
  }

  /**
   * Whether a contradiction was found without a search through all orders of the operations that
   * have nothing to do with it. The core is reduced to it, then.
   *
   * <p>At first all operations but the cut are free. Those that explain this history are taken as
   * they were, and it is tried again; if all of them were already, so are the newest 1, 2, 4 others
   * and so on. (This is refinement by counterexamples: Clarke et al., "Counterexample-Guided
   * Abstraction Refinement", 2000.)
   */
  boolean isFound() {
    int size = history.operations().size();
    begin(Rigour.LENIENT);
    BitSet kept = new BitSet(size);
    kept.set(history.cut());
    for (int newest = 0; statesLeft > 0 && kept.cardinality() < size; ) {
      BitSet less = (BitSet) core.clone();
      less.and(kept);
      bound = (BitSet) kept.clone();
      bound.andNot(less);
      if (isImpossible(less)) {
        core = less;
        return true;
      }
      int before = kept.cardinality();
      explanation.forEach(kept::set);
      if (kept.cardinality() == before) {
        newest = Math.max(1, 2 * newest);
        kept.set(Math.max(0, size - newest), size);
      }
    }
    return false;
  }

  /**
   * Reduces the core; the cut stays in it.
   *
   * @return whether no member can be spared; false as well if that was too hard to tell
   */
  boolean reduce() {
    if (isFound()) {
      pass(Rigour.LENIENT);
    }
    return pass(Rigour.EXACT);
  }

  /**
   * Spares what it can in groups, halves at first, single ones in the end. What an operation is
   * needed for among many it is needed for among fewer, so that one pass over single operations is
   * enough.
   */
  private boolean pass(Rigour next) {
    begin(next);
    List<Integer> candidates =
        new ArrayList<>(core.stream().filter(i -> i != history.cut()).boxed().toList());
    for (int size = (candidates.size() + 1) / 2; size > 0; size /= 2) {
      undecided = false;
      for (int from = 0; from < candidates.size(); ) {
        List<Integer> group = candidates.subList(from, Math.min(candidates.size(), from + size));
        BitSet less = (BitSet) core.clone();
        group.forEach(less::clear);
        if (isImpossible(less)) {
          core = less;
          group.clear();
        } else {
          from += size;
        }
      }
    }
    return !undecided;
  }

  private void begin(Rigour next) {
    rigour = next;
    statesLeft = next.statesPerPass;
    undecided = false;
  }

  /** Whether there is certainly no linearization if only these operations keep their outcome. */
  private boolean isImpossible(BitSet known) {
    while (true) {
      Search.End end = search(known);
      int before = bound.cardinality();
      if (rigour == Rigour.EXACT) {
        explanation.stream().filter(i -> !known.get(i)).forEach(bound::set);
      }
      if (bound.cardinality() == before) {
        undecided |= end != Search.End.FOUND && end != Search.End.EXHAUSTED;
        return end == Search.End.EXHAUSTED;
      }
    }
  }

  private Search.End search(BitSet known) {
    List<Operation<I, O>> all = history.operations();
    List<Operation<I, O>> weaker =
        IntStream.range(0, all.size())
            .mapToObj(i -> known.get(i) ? all.get(i) : all.get(i).withoutOutcome())
            .toList();
    BitSet free = (BitSet) known.clone();
    free.or(bound);
    free.flip(0, all.size());
    explanation = List.of();
    Search<S, I, O> search =
        new Search<>(
            model,
            Member.of(model, weaker, free),
            (ended, at) -> {
              explanation = ended.order(at);
              return true;
            });
    Search.End end = search.run(time, Math.min(rigour.statesPerAttempt, statesLeft));
    statesLeft -= search.cachedStates() + all.size() / OPERATIONS_PER_STATE;
    return end;
  }
}
