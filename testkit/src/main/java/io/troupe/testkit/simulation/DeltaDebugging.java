package io.troupe.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a failing list small (ddmin: Zeller and Hildebrandt, "Simplifying and Isolating
 * Failure-Inducing Input", 2002). What comes out still fails, and if the predicate was never
 * exhausted, no single item can be taken away.
 */
final class DeltaDebugging {
  private DeltaDebugging() {}

  /** The smallest part of {@code failing} found that {@code fails}; order is kept. */
  static <T> List<T> minimize(List<T> failing, Predicate<List<T>> fails) {
    if (failing.isEmpty() || fails.test(List.of())) {
      return List.of();
    }
    List<T> current = failing;
    int chunks = 2;
    while (current.size() > 1) {
      List<T> smaller = withoutOneChunk(current, chunks, fails);
      if (smaller.size() < current.size()) {
        current = smaller;
        chunks = Math.max(2, chunks - 1);
      } else if (chunks < current.size()) {
        chunks = Math.min(current.size(), 2 * chunks);
      } else {
        return current;
      }
    }
    return current;
  }

  /** Takes away the first chunk that is not needed; the same list if all are. */
  private static <T> List<T> withoutOneChunk(
      List<T> current, int chunks, Predicate<List<T>> fails) {
    for (int chunk = 0; chunk < chunks; chunk++) {
      int from = chunk * current.size() / chunks;
      int to = (chunk + 1) * current.size() / chunks;
      List<T> rest = new ArrayList<>(current.subList(0, from));
      rest.addAll(current.subList(to, current.size()));
      if (to > from && fails.test(rest)) {
        return rest;
      }
    }
    return current;
  }
}
