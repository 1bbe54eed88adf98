package io.troupe.testkit.certifier;

import io.troupe.testkit.simulation.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes logs: one seed, one log.
 *
 * @param length commands in a log that is drawn
 */
record Logs<C, Q>(Source<C> commands, Source<Q> queries, int length) {
  private static final int MAX_QUERIES = 2;
  private static final int MAX_GAP = 5;

  List<Step<C, Q>> drawn(long seed) {
    List<C> drawn = commands.take(length, new Seed(seed).stream("commands"));
    return steps(drawn, new Seed(seed), List.of());
  }

  /** The examples of commands in their order; at the end, the examples of queries. */
  List<Step<C, Q>> examples(long seed) {
    return steps(commands.examples(), new Seed(seed), queries.examples());
  }

  private List<Step<C, Q>> steps(List<C> drawn, Seed seed, List<Q> last) {
    RandomGenerator asking = seed.stream("queries");
    RandomGenerator gaps = seed.stream("gaps");
    List<Step<C, Q>> steps = new ArrayList<>();
    long index = 0;
    for (C command : drawn) {
      List<Q> asked = new ArrayList<>(queries.take(asking.nextInt(MAX_QUERIES + 1), asking));
      if (steps.size() + 1 == drawn.size()) {
        asked.addAll(last);
      }
      index += gaps.nextInt(4) == 0 ? 2 + gaps.nextInt(MAX_GAP) : 1;
      steps.add(new Step<>(command, index, asked));
    }
    return steps;
  }
}
