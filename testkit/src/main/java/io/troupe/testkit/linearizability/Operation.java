package io.troupe.testkit.linearizability;

/**
 * One operation of a history.
 *
 * <p>It precedes another if its {@code returned} is less than the other's {@code invoked}; equal
 * times mean concurrent. The unit of the times does not matter, only their order.
 *
 * @param process who called it; for the reader and the picture only
 * @param returned {@link #NEVER} if and only if the outcome is unknown
 */
public record Operation<I, O>(
    long process, I input, Outcome<O> outcome, long invoked, long returned) {

  /** The time of return of operations of unknown outcome. */
  public static final long NEVER = Long.MAX_VALUE;

  public Operation {
    boolean unknown = outcome.output().isEmpty();
    if (unknown != (returned == NEVER)) {
      throw new IllegalArgumentException(
          input + " -> " + outcome + " must " + (unknown ? "never return" : "return some time"));
    }
    if (returned < invoked) {
      throw new IllegalArgumentException(
          input + " returned at " + returned + ", before it was invoked at " + invoked);
    }
  }

  /** An operation that answered {@code output}. */
  public static <I, O> Operation<I, O> returned(
      long process, I input, O output, long invoked, long returned) {
    return new Operation<>(process, input, new Outcome.Returned<>(output), invoked, returned);
  }

  /** An operation of which nothing is known but that it was invoked. */
  public static <I, O> Operation<I, O> unknown(long process, I input, long invoked) {
    return new Operation<>(process, input, new Outcome.Unknown<>(), invoked, NEVER);
  }

  public boolean isUnknown() {
    return returned == NEVER;
  }

  /** The same call, as if its answer had been lost. */
  Operation<I, O> withoutOutcome() {
    return isUnknown() ? this : unknown(process, input, invoked);
  }

  Operation<I, O> withInput(I other) {
    return new Operation<>(process, other, outcome, invoked, returned);
  }

  @Override
  public String toString() {
    return process + ": " + input + " -> " + outcome;
  }
}
