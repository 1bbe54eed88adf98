package io.troupe.testkit.linearizability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Clients of an object that really is atomic: each operation takes effect at a random point between
 * its invocation and its return, or, if its outcome is unknown, some time after it, or never. Every
 * history of it is linearizable.
 */
final class AtomicObject<S, I, O> {

  private record Plan<I>(long process, I input, boolean known, long from, long effect, long to) {}

  private final Model<S, I, O> model;
  private final Function<RandomGenerator, I> wishes;
  private final RandomGenerator random;

  AtomicObject(Model<S, I, O> model, Function<RandomGenerator, I> wishes, RandomGenerator random) {
    this.model = model;
    this.wishes = wishes;
    this.random = random;
  }

  /** Each client has one operation at a time; {@code unknowns} of 100 lose their answer. */
  History<I, O> history(int operations, int clients, int unknowns) {
    List<Plan<I>> plans = new ArrayList<>();
    long[] freeAt = new long[clients];
    Arrays.setAll(freeAt, client -> random.nextLong(100));
    for (int i = 0; i < operations; i++) {
      int client = i % clients;
      long from = freeAt[client] + 1 + random.nextLong(20);
      long to = from + 2 + random.nextLong(100);
      boolean known = random.nextInt(100) >= unknowns;
      long effect = from + random.nextLong(known ? to - from + 1 : 1_000);
      plans.add(new Plan<>(client, wishes.apply(random), known, from, effect, to));
      freeAt[client] = to;
    }
    return run(plans);
  }

  private History<I, O> run(List<Plan<I>> plans) {
    Map<Object, S> states = new HashMap<>();
    List<Operation<I, O>> history = new ArrayList<>();
    plans.sort(Comparator.comparingLong(Plan::effect));
    for (Plan<I> plan : plans) {
      Optional<O> output = Optional.empty();
      if (plan.known || random.nextBoolean()) {
        Object key = model.partition(plan.input);
        Step<S, O> step = model.apply(states.getOrDefault(key, model.initial()), plan.input);
        states.put(key, step.state());
        output = Optional.of(step.output()).filter(answered -> plan.known);
      }
      history.add(
          output.isPresent()
              ? Operation.returned(plan.process, plan.input, output.get(), plan.from, plan.to)
              : Operation.unknown(plan.process, plan.input, plan.from));
    }
    return new History<>(history);
  }
}
