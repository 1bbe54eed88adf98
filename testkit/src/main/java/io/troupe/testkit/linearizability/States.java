package io.troupe.testkit.linearizability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The states of a model that a search has met, and the steps between them, each under a small
 * number, so that a step costs one look-up and states compare as integers.
 */
final class States<S, I, O> {

  /** A step to the state {@code next}. */
  record Transition<O>(int next, O output) {}

  /** Odd, so that different keys stay different; without it their hash codes would collide. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final Model<S, I, O> model;
  private final List<S> states = new ArrayList<>();
  private final Map<S, Integer> numbers = new HashMap<>();
  private final Map<Long, Transition<O>> transitions = new HashMap<>();

  States(Model<S, I, O> model) {
    this.model = model;
  }

  int initial() {
    return number(model.initial());
  }

  S state(int number) {
    return states.get(number);
  }

  /** Applies {@code input}, which the caller has numbered, too. */
  Transition<O> apply(int state, int inputNumber, I input) {
    long key = (((long) state << 32) | inputNumber) * SPREAD;
    Transition<O> known = transitions.get(key);
    if (known != null) {
      return known;
    }
    Step<S, O> step = model.apply(states.get(state), input);
    Transition<O> transition = new Transition<>(number(step.state()), step.output());
    transitions.put(key, transition);
    return transition;
  }

  long transitions() {
    return transitions.size();
  }

  private int number(S state) {
    Integer known = numbers.putIfAbsent(state, states.size());
    if (known != null) {
      return known;
    }
    states.add(state);
    return states.size() - 1;
  }
}
