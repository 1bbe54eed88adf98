package io.troupe.testkit.simulation.raft;

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
 * What {@link ListMachine} is to its clients: a few registers, into which each proposal swaps its
 * id. It is answered what was there before, so that answers chain all operations of a register.
 */
final class Registers implements Model<Long, Registers.Input, Long> {
  static final int COUNT = 4;

  /** What is asked of the registers. */
  sealed interface Input {
    int key();
  }

  /** Puts {@code id} into its register; answered with what was there. */
  record Swap(long id) implements Input {
    @Override
    public int key() {
      return keyOf(id);
    }
  }

  /** Answered with what is there. */
  record Read(int key) implements Input {}

  static int keyOf(long id) {
    return (int) (id % COUNT);
  }

  @Override
  public Long initial() {
    return 0L;
  }

  @Override
  public Step<Long, Long> apply(Long state, Input input) {
    return new Step<>(input instanceof Swap swap ? swap.id : state, state);
  }

  @Override
  public Object partition(Input input) {
    return input.key();
  }

  @Override
  public boolean isObserver(Input input, Outcome<Long> outcome) {
    return input instanceof Read;
  }

  /** An id that nobody was answered can be left out: whoever came next was not answered either. */
  @Override
  public Function<Input, Optional<Input>> standIns(List<Operation<Input, Long>> part) {
    Set<Long> answers = new HashSet<>();
    part.forEach(operation -> operation.outcome().output().ifPresent(answers::add));
    return input ->
        Optional.of(input).filter(it -> it instanceof Swap swap && answers.contains(swap.id));
  }
}
