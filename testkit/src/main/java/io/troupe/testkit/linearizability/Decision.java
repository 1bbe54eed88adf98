package io.troupe.testkit.linearizability;

import java.util.List;

/**
 * Decides one part. If the search for a linearization takes long, it looks for a contradiction of a
 * few operations before it goes on: many histories that have no linearization are refuted so at
 * once, where a search would have to try all orders of what has nothing to do with it.
 */
final class Decision<S, I, O> {
  /** A harmless history takes a few for each operation. */
  private static final long STATES_BEFORE_REFUTATION = 5_000;

  private static final long STATES_PER_OPERATION = 10;

  private final Model<S, I, O> model;
  private final List<Operation<I, O>> operations;
  private final Search<S, I, O> search;
  private List<Operation<I, O>> order = List.of();

  Decision(Model<S, I, O> model, List<Operation<I, O>> operations) {
    this.model = model;
    this.operations = operations;
    this.search =
        new Search<>(
            model,
            Member.of(model, operations),
            (ended, at) -> {
              order = ended.order(at).stream().map(operations::get).toList();
              return true;
            });
  }

  /** Searches for a while, tries to refute, searches twice as long, and so on. */
  Search.End decide(Allowance time, long maxCachedStates) {
    int tried = -1;
    long enough = STATES_BEFORE_REFUTATION + STATES_PER_OPERATION * operations.size();
    for (long states = enough; states < maxCachedStates; states *= 2) {
      Search.End end = search.run(time, states);
      if (end != Search.End.OUT_OF_MEMORY) {
        return end;
      }
      if (search.furthest() > tried && isRefuted(time)) {
        return Search.End.EXHAUSTED;
      }
      tried = search.furthest();
    }
    return search.run(time, maxCachedStates);
  }

  /** Tries the first return that the search does not get past. */
  private boolean isRefuted(Allowance time) {
    return new Core<>(model, Prefix.upTo(search.furthest(), operations), time).isFound();
  }

  /** The linearization that was found. */
  List<Operation<I, O>> order() {
    return order;
  }

  /** As many of the first operations to return can be explained. */
  int explained() {
    return search.furthest();
  }
}
