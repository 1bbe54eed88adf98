package io.troupe.testkit.linearizability.models;

import io.troupe.testkit.linearizability.Model;
import io.troupe.testkit.linearizability.Operation;
import io.troupe.testkit.linearizability.Outcome;
import io.troupe.testkit.linearizability.Step;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A map, empty at first. Operations concern one key each, and each key is checked alone. */
public record KeyValueMap<K, V>()
    implements Model<Optional<V>, KeyValueMap.Input<K, V>, KeyValueMap.Output<V>> {

  /** What can be asked of a map. */
  public sealed interface Input<K, V> {
    K key();

    /** What it does to the entry of its key. */
    Step<Optional<V>, Output<V>> apply(Optional<V> entry);
  }

  /** Answers a {@link Value}. */
  public record Get<K, V>(K key) implements Input<K, V> {
    @Override
    public Step<Optional<V>, Output<V>> apply(Optional<V> entry) {
      return new Step<>(entry, new Value<>(entry));
    }

    @Override
    public String toString() {
      return "get " + key;
    }
  }

  /** Answers {@link Done}. */
  public record Put<K, V>(K key, V value) implements Input<K, V> {
    @Override
    public Step<Optional<V>, Output<V>> apply(Optional<V> entry) {
      return new Step<>(Optional.of(value), new Done<>());
    }

    @Override
    public String toString() {
      return "put " + key + " " + value;
    }
  }

  /** Answers {@link Done}, also if there was nothing. */
  public record Delete<K, V>(K key) implements Input<K, V> {
    @Override
    public Step<Optional<V>, Output<V>> apply(Optional<V> entry) {
      return new Step<>(Optional.empty(), new Done<>());
    }

    @Override
    public String toString() {
      return "delete " + key;
    }
  }

  /** Puts {@code update} if the value is {@code expected}; answers {@link Swapped}. */
  public record Cas<K, V>(K key, V expected, V update) implements Input<K, V> {
    @Override
    public Step<Optional<V>, Output<V>> apply(Optional<V> entry) {
      boolean swaps = entry.filter(expected::equals).isPresent();
      return new Step<>(swaps ? Optional.of(update) : entry, new Swapped<>(swaps));
    }

    @Override
    public String toString() {
      return "cas " + key + " " + expected + " " + update;
    }
  }

  /** What a map answers. */
  public sealed interface Output<V> {}

  /** Empty if the key has none. */
  public record Value<V>(Optional<V> value) implements Output<V> {
    @Override
    public String toString() {
      return value.map(known -> "value " + known).orElse("no value");
    }
  }

  /** It was put or deleted. */
  public record Done<V>() implements Output<V> {
    @Override
    public String toString() {
      return "done";
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
  public Step<Optional<V>, Output<V>> apply(Optional<V> entry, Input<K, V> input) {
    return input.apply(entry);
  }

  @Override
  public Object partition(Input<K, V> input) {
    return input.key();
  }

  @Override
  public boolean isObserver(Input<K, V> input, Outcome<Output<V>> outcome) {
    return input instanceof Get
        || outcome.output().filter(new Swapped<V>(false)::equals).isPresent();
  }

  /** An unseen value that was perhaps put is like any other. */
  @Override
  public Function<Input<K, V>, Optional<Input<K, V>>> standIns(
      List<Operation<Input<K, V>, Output<V>>> part) {
    Unseen<V> unseen = new Unseen<>();
    for (Operation<Input<K, V>, Output<V>> operation : part) {
      if (operation.input() instanceof Cas<K, V> cas) {
        unseen.see(cas.expected);
      }
      if (operation.outcome().output().orElse(new Done<>()) instanceof Value<V> read) {
        read.value.ifPresent(unseen::see);
      }
    }
    return input -> Optional.of(standIn(input, unseen));
  }

  private Input<K, V> standIn(Input<K, V> input, Unseen<V> unseen) {
    if (input instanceof Put<K, V> put) {
      return new Put<>(put.key, unseen.standIn(put.value));
    }
    return input instanceof Cas<K, V> cas
        ? new Cas<>(cas.key, cas.expected, unseen.standIn(cas.update))
        : input;
  }

  @Override
  public Optional<Input<K, V>> unconditional(Input<K, V> input) {
    return Optional.of(input instanceof Cas<K, V> cas ? new Put<>(cas.key, cas.update) : input)
        .filter(changes -> !(changes instanceof Get));
  }
}
