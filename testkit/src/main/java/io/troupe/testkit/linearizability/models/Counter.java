package io.troupe.testkit.linearizability.models;

import io.troupe.testkit.linearizability.Model;
import io.troupe.testkit.linearizability.Outcome;
import io.troupe.testkit.linearizability.Step;

/** A number, 0 at first. */
public record Counter() implements Model<Long, Counter.Input, Counter.Output> {

  /** What can be asked of a counter. */
  public sealed interface Input {}

  /** Answers its {@link Value}. */
  public record Read() implements Input {
    @Override
    public String toString() {
      return "read";
    }
  }

  /** Answers {@link Added}. */
  public record Add(long amount) implements Input {
    @Override
    public String toString() {
      return "add " + amount;
    }
  }

  /** Answers the {@link Value} after the addition. */
  public record AddAndGet(long amount) implements Input {
    @Override
    public String toString() {
      return "add-and-get " + amount;
    }
  }

  /** What a counter answers. */
  public sealed interface Output {}

  /** The number. */
  public record Value(long number) implements Output {
    @Override
    public String toString() {
      return "value " + number;
    }
  }

  /** The amount was added. */
  public record Added() implements Output {
    @Override
    public String toString() {
      return "added";
    }
  }

  @Override
  public Long initial() {
    return 0L;
  }

  @Override
  public Step<Long, Output> apply(Long number, Input input) {
    if (input instanceof Add add) {
      return new Step<>(number + add.amount, new Added());
    }
    long after = input instanceof AddAndGet add ? number + add.amount : number;
    return new Step<>(after, new Value(after));
  }

  @Override
  public boolean isObserver(Input input, Outcome<Output> outcome) {
    return input instanceof Read;
  }
}
