package io.troupe.testkit.simulation.paxos;

import io.troupe.testkit.linearizability.Model;
import io.troupe.testkit.linearizability.Operation;
import io.troupe.testkit.linearizability.Outcome;
import io.troupe.testkit.linearizability.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What registers are to their clients: numbers by key, 0 for an empty one. Every operation is
 * answered what was there before it, so that answers chain all operations of a key.
 */
final class Cells implements Model<Long, Cells.Input, Long> {
  static final long EMPTY = 0;

  /** What is asked of a register. */
  sealed interface Input {
    int key();

    /** What it makes of {@code before}. */
    long after(long before);
  }

  /** Leaves what is there, and so does a collection. */
  record Read(int key) implements Input {
    @Override
    public long after(long before) {
      return before;
    }
  }

  /** Puts a number that was never there. */
  record Write(int key, long value) implements Input {
    @Override
    public long after(long before) {
      return value;
    }
  }

  /** Replaces {@code expected} only. */
  record Cas(int key, long expected, long value) implements Input {
    @Override
    public long after(long before) {
      return before == expected ? value : before;
    }
  }

  /** Leaves nothing. */
  record Delete(int key) implements Input {
    @Override
    public long after(long before) {
      return EMPTY;
    }
  }

  @Override
  public Long initial() {
    return EMPTY;
  }

  @Override
  public Step<Long, Long> apply(Long state, Input input) {
    return new Step<>(input.after(state), state);
  }

  @Override
  public Object partition(Input input) {
    return input.key();
  }

  @Override
  public boolean isObserver(Input input, Outcome<Long> outcome) {
    return input instanceof Read
        || (input instanceof Cas cas
            && outcome.output().filter(before -> before != cas.expected).isPresent());
  }

  /**
   * What puts a number that nobody saw or expected can be left out: whoever came next was not
   * answered either, and can be left out as well as far as it did nothing.
   */
  @Override
  public Function<Input, Optional<Input>> standIns(List<Operation<Input, Long>> part) {
    Set<Long> seen = new HashSet<>();
    for (Operation<Input, Long> operation : part) {
      operation.outcome().output().ifPresent(seen::add);
      if (operation.input() instanceof Cas cas) {
        seen.add(cas.expected);
      }
    }
    return input ->
        Optional.of(input)
            .filter(
                it ->
                    it instanceof Delete
                        || (it instanceof Write write && seen.contains(write.value))
                        || (it instanceof Cas cas && seen.contains(cas.value)));
  }
}
