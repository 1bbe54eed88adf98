package io.troupe.testkit.linearizability;

import java.util.Optional;

/**
 * What the caller of an operation learnt of it. An operation that certainly never happened has no
 * outcome, and no place in a history.
 */
public sealed interface Outcome<O> {

  /** What it returned, if that is known. */
  Optional<O> output();

  /** It took effect once between its invocation and its return, and answered {@code value}. */
  record Returned<O>(O value) implements Outcome<O> {
    @Override
    public Optional<O> output() {
      return Optional.of(value);
    }

    @Override
    public String toString() {
      return value.toString();
    }
  }

  /** It took effect once at any time after its invocation, perhaps much later, or never. */
  record Unknown<O>() implements Outcome<O> {
    @Override
    public Optional<O> output() {
      return Optional.empty();
    }

    @Override
    public String toString() {
      return "?";
    }
  }
}
