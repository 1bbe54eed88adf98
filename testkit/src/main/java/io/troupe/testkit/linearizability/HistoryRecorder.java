package io.troupe.testkit.linearizability;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Collects a history from its clients while they work. Thread-safe.
 *
 * <p>Call {@link #invoke} before the operation starts and one of the others after it ended, in the
 * thread that saw it, so that the recorded interval contains the real one. Times are a sequence of
 * their own, which orders all calls of this recorder, or are read from a clock that the caller
 * gives; equal times count as concurrent.
 */
public final class HistoryRecorder<I, O> {
  /** What one recorder holds; the next invocation throws. */
  public static final int MAX_OPERATIONS = 5_000_000;

  private static final class Call<I, O> {
    final long process;
    final I input;
    final long invoked;
    boolean open = true;
    Optional<Operation<I, O>> recorded;

    Call(long process, I input, long invoked) {
      this.process = process;
      this.input = input;
      this.invoked = invoked;
      this.recorded = Optional.of(Operation.unknown(process, input, invoked));
    }
  }

  private final List<Call<I, O>> calls = new ArrayList<>();
  private final LongSupplier clock;

  /** Numbers invocations and returns in the order in which they are recorded. */
  public HistoryRecorder() {
    this.clock = sequence();
  }

  /** Reads {@code clock}, which must never go back, at every invocation and return. */
  public HistoryRecorder(LongSupplier clock) {
    this.clock = clock;
  }

  private static LongSupplier sequence() {
    long[] last = {0};
    return () -> ++last[0];
  }

  /** An operation is about to start; its id is needed to say how it ended. */
  public synchronized long invoke(long process, I input) {
    if (calls.size() == MAX_OPERATIONS) {
      throw new IllegalStateException(
          "a recorder holds " + MAX_OPERATIONS + " operations; start another one");
    }
    calls.add(new Call<>(process, input, clock.getAsLong()));
    return calls.size() - 1L;
  }

  /** The operation answered {@code output}. */
  public synchronized void returned(long id, O output) {
    Call<I, O> call = close(id);
    call.recorded =
        Optional.of(
            Operation.returned(call.process, call.input, output, call.invoked, clock.getAsLong()));
  }

  /** The operation certainly did not happen and never will: it leaves the history. */
  public synchronized void failed(long id) {
    close(id).recorded = Optional.empty();
  }

  /** Nobody knows whether the operation happened, or will. */
  public synchronized void unknown(long id) {
    close(id);
  }

  /** All operations so far; those that have not ended are of unknown outcome. */
  public synchronized History<I, O> history() {
    return new History<>(calls.stream().flatMap(call -> call.recorded.stream()).toList());
  }

  private Call<I, O> close(long id) {
    if (id < 0 || id >= calls.size()) {
      throw new IllegalArgumentException("operation " + id + " was never invoked here");
    }
    Call<I, O> call = calls.get((int) id);
    if (!call.open) {
      throw new IllegalStateException("operation " + id + " has ended before: " + call.input);
    }
    call.open = false;
    return call;
  }
}
