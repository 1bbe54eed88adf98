package io.troupe.testkit.linearizability.models;

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
 * Lists, one for each key, to which one appends and which one reads as a whole. A read tells the
 * order of all appends before it, so that histories with distinct values are quick to check.
 */
public record AppendOnlyLists<K, V>()
    implements Model<List<V>, AppendOnlyLists.Input<K, V>, AppendOnlyLists.Output<V>> {

  /** What can be asked of a list. */
  public sealed interface Input<K, V> {
    K key();
  }

  /** Answers {@link Appended}. */
  public record Append<K, V>(K key, V value) implements Input<K, V> {
    @Override
    public String toString() {
      return "append " + key + " " + value;
    }
  }

  /** Answers {@link Values}. */
  public record Read<K, V>(K key) implements Input<K, V> {
    @Override
    public String toString() {
      return "read " + key;
    }
  }

  /** What a list answers. */
  public sealed interface Output<V> {}

  /** The value is the last one now. */
  public record Appended<V>() implements Output<V> {
    @Override
    public String toString() {
      return "appended";
    }
  }

  /** All values, in the order of their append. */
  public record Values<V>(List<V> values) implements Output<V> {

    @Override
    public String toString() {
      return values.toString();
    }
  }

  @Override
  public List<V> initial() {
    return List.of();
  }

  @Override
  public Step<List<V>, Output<V>> apply(List<V> list, Input<K, V> input) {
    return input instanceof Append<K, V> append
        ? new Step<>(GrowingList.of(list).with(append.value), new Appended<>())
        : new Step<>(list, new Values<>(list));
  }

  @Override
  public Object partition(Input<K, V> input) {
    return input.key();
  }

  @Override
  public boolean isObserver(Input<K, V> input, Outcome<Output<V>> outcome) {
    return input instanceof Read;
  }

  /** What no read contains was appended after the last of them, or might as well be. */
  @Override
  public Function<Input<K, V>, Optional<Input<K, V>>> standIns(
      List<Operation<Input<K, V>, Output<V>>> part) {
    Set<V> read = new HashSet<>();
    for (Operation<Input<K, V>, Output<V>> operation : part) {
      if (operation.outcome().output().orElse(null) instanceof Values<V> values) {
        read.addAll(values.values);
      }
    }
    return input ->
        Optional.of(input)
            .filter(it -> !(it instanceof Append<K, V> append) || read.contains(append.value));
  }
}
