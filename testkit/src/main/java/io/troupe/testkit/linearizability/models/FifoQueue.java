package io.troupe.testkit.linearizability.models;

import io.troupe.testkit.linearizability.Model;
import io.troupe.testkit.linearizability.Operation;
import io.troupe.testkit.linearizability.Outcome;
import io.troupe.testkit.linearizability.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A queue without bound, empty at first: what was enqueued first is dequeued first. */
public record FifoQueue<V>() implements Model<List<V>, FifoQueue.Input<V>, FifoQueue.Output<V>> {

  /** What can be asked of a queue. */
  public sealed interface Input<V> {}

  /** Answers {@link Enqueued}. */
  public record Enqueue<V>(V value) implements Input<V> {
    @Override
    public String toString() {
      return "enqueue " + value;
    }
  }

  /** Answers {@link Dequeued}. */
  public record Dequeue<V>() implements Input<V> {
    @Override
    public String toString() {
      return "dequeue";
    }
  }

  /** What a queue answers. */
  public sealed interface Output<V> {}

  /** The value is at the end. */
  public record Enqueued<V>() implements Output<V> {
    @Override
    public String toString() {
      return "enqueued";
    }
  }

  /** The value that was first, and is in the queue no more; empty if the queue was. */
  public record Dequeued<V>(Optional<V> value) implements Output<V> {
    @Override
    public String toString() {
      return value.map(known -> "dequeued " + known).orElse("nothing");
    }
  }

  @Override
  public List<V> initial() {
    return List.of();
  }

  @Override
  public Step<List<V>, Output<V>> apply(List<V> queue, Input<V> input) {
    if (input instanceof Enqueue<V> enqueue) {
      List<V> longer = new ArrayList<>(queue);
      longer.add(enqueue.value);
      return new Step<>(List.copyOf(longer), new Enqueued<>());
    }
    return queue.isEmpty()
        ? new Step<>(queue, new Dequeued<>(Optional.empty()))
        : new Step<>(
            List.copyOf(queue.subList(1, queue.size())), new Dequeued<>(Optional.of(queue.get(0))));
  }

  @Override
  public boolean isObserver(Input<V> input, Outcome<Output<V>> outcome) {
    return outcome.output().filter(new Dequeued<V>(Optional.empty())::equals).isPresent();
  }

  /**
   * What nobody was seen to dequeue can be left out, with the dequeue of unknown outcome that took
   * it, if there was one: all others find the same values in the same order.
   */
  @Override
  public Function<Input<V>, Optional<Input<V>>> standIns(
      List<Operation<Input<V>, Output<V>>> part) {
    Set<V> dequeued = new HashSet<>();
    for (Operation<Input<V>, Output<V>> operation : part) {
      if (operation.outcome().output().orElse(null) instanceof Dequeued<V> answer) {
        answer.value.ifPresent(dequeued::add);
      }
    }
    return input ->
        Optional.of(input)
            .filter(it -> !(it instanceof Enqueue<V> enqueue) || dequeued.contains(enqueue.value));
  }
}
