package io.troupe.testkit.linearizability.models;

import io.troupe.testkit.linearizability.Model;
import io.troupe.testkit.linearizability.Outcome;
import io.troupe.testkit.linearizability.Step;
import java.util.Optional;

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
}
