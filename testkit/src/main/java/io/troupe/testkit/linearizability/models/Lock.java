package io.troupe.testkit.linearizability.models;

import io.troupe.testkit.linearizability.Model;
import io.troupe.testkit.linearizability.Outcome;
import io.troupe.testkit.linearizability.Step;
import java.util.Optional;

/**
 * A mutex that one tries to get, free at first. Only who owns it can release it, and who owns it
 * cannot acquire it once more.
 */
public record Lock<N>() implements Model<Optional<N>, Lock.Input<N>, Lock.Output> {

  /** What can be asked of a lock. */
  public sealed interface Input<N> {
    N owner();
  }

  /** Granted if the lock is free. */
  public record Acquire<N>(N owner) implements Input<N> {
    @Override
    public String toString() {
      return "acquire " + owner;
    }
  }

  /** Granted if {@code owner} has it. */
  public record Release<N>(N owner) implements Input<N> {
    @Override
    public String toString() {
      return "release " + owner;
    }
  }

  /** What a lock answers. */
  public sealed interface Output {}

  /** It was acquired or released. */
  public record Granted() implements Output {
    @Override
    public String toString() {
      return "granted";
    }
  }

  /** Nothing happened. */
  public record Refused() implements Output {
    @Override
    public String toString() {
      return "refused";
    }
  }

  @Override
  public Optional<N> initial() {
    return Optional.empty();
  }

  @Override
  public Step<Optional<N>, Output> apply(Optional<N> owner, Input<N> input) {
    boolean acquires = input instanceof Acquire;
    boolean granted = acquires ? owner.isEmpty() : owner.equals(Optional.of(input.owner()));
    return granted
        ? new Step<>(acquires ? Optional.of(input.owner()) : Optional.empty(), new Granted())
        : new Step<>(owner, new Refused());
  }

  @Override
  public boolean isObserver(Input<N> input, Outcome<Output> outcome) {
    return outcome.output().filter(Refused.class::isInstance).isPresent();
  }
}
