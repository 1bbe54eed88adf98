package io.troupe.testkit.linearizability.models;

import io.troupe.testkit.linearizability.Model;
import io.troupe.testkit.linearizability.Operation;
import io.troupe.testkit.linearizability.Outcome;
import io.troupe.testkit.linearizability.Step;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One value that can be read, written, and written if it is a given one. It is empty at first.
 *
 * <p>A history without {@link Cas} is one of a plain register.
 */
public record Register<V>() implements Model<Optional<V>, Register.Input<V>, Register.Output<V>> {

  /** What can be asked of a register. */
  public sealed interface Input<V> {
    /** What it does to a register that holds {@code value}. */
    Step<Optional<V>, Output<V>> apply(Optional<V> value);
  }

  /** Answers a {@link Value}. */
  public record Read<V>() implements Input<V> {
    @Override
    public Step<Optional<V>, Output<V>> apply(Optional<V> value) {
      return new Step<>(value, new Value<>(value));
    }

    @Override
    public String toString() {
      return "read";
    }
  }

  /** Answers {@link Written}. */
  public record Write<V>(V value) implements Input<V> {
    @Override
    public Step<Optional<V>, Output<V>> apply(Optional<V> before) {
      return new Step<>(Optional.of(value), new Written<>());
    }

    @Override
    public String toString() {
      return "write " + value;
    }
  }

  /** Writes {@code update} if the value is {@code expected}; answers {@link Swapped}. */
  public record Cas<V>(V expected, V update) implements Input<V> {
    @Override
    public Step<Optional<V>, Output<V>> apply(Optional<V> before) {
      boolean swaps = before.filter(expected::equals).isPresent();
      return new Step<>(swaps ? Optional.of(update) : before, new Swapped<>(swaps));
    }

    @Override
    public String toString() {
      return "cas " + expected + " " + update;
    }
  }

  /** What a register answers. */
  public sealed interface Output<V> {}

  /** Empty if nothing was written yet. */
  public record Value<V>(Optional<V> value) implements Output<V> {
    @Override
    public String toString() {
      return value.map(known -> "value " + known).orElse("no value");
    }
  }

  /** The value was written. */
  public record Written<V>() implements Output<V> {
    @Override
    public String toString() {
      return "written";
    }
  }

  /** Whether the value was the expected one, and was replaced. */
  public record Swapped<V>(boolean done) implements Output<V> {
    @Override
    public String toString() {
      return done ? "swapped" : "not swapped";
    }
  }

  @Override
  public Optional<V> initial() {
    return Optional.empty();
  }

  @Override
  public Step<Optional<V>, Output<V>> apply(Optional<V> value, Input<V> input) {
    return input.apply(value);
  }

  @Override
  public boolean isObserver(Input<V> input, Outcome<Output<V>> outcome) {
    return input instanceof Read
        || outcome.output().filter(new Swapped<V>(false)::equals).isPresent();
  }

  /** An unseen value that was perhaps written is like any other. */
  @Override
  public Function<Input<V>, Optional<Input<V>>> standIns(
      List<Operation<Input<V>, Output<V>>> part) {
    Unseen<V> unseen = new Unseen<>();
    for (Operation<Input<V>, Output<V>> operation : part) {
      if (operation.input() instanceof Cas<V> cas) {
        unseen.see(cas.expected);
      }
      if (operation.outcome().output().orElse(new Written<>()) instanceof Value<V> read) {
        read.value.ifPresent(unseen::see);
      }
    }
    return input -> Optional.of(standIn(input, unseen));
  }

  private Input<V> standIn(Input<V> input, Unseen<V> unseen) {
    if (input instanceof Write<V> write) {
      return new Write<>(unseen.standIn(write.value));
    }
    return input instanceof Cas<V> cas
        ? new Cas<>(cas.expected, unseen.standIn(cas.update))
        : input;
  }

  @Override
  public Optional<Input<V>> unconditional(Input<V> input) {
    return Optional.of(input instanceof Cas<V> cas ? new Write<>(cas.update) : input)
        .filter(Write.class::isInstance);
  }
}
