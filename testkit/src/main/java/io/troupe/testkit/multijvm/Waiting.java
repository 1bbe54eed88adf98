package io.troupe.testkit.multijvm;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Asking again until there is an answer, for a bounded time. */
public final class Waiting {
  private static final long PAUSE_NANOS = Duration.ofMillis(25).toNanos();

  private Waiting() {}

  /**
   * Asks until there is an answer.
   *
   * @param what is waited for, for the error
   * @throws TrialFailure if there is none within {@code timeout}
   */
  public static <T> T until(String what, Duration timeout, Supplier<Optional<T>> ask) {
    long start = System.nanoTime();
    while (true) {
      Optional<T> answer = ask.get();
      if (answer.isPresent()) {
        return answer.get();
      }
      if (System.nanoTime() - start > timeout.toNanos()) {
        throw new TrialFailure(what + ": not within " + timeout.toSeconds() + " s");
      }
      pause(PAUSE_NANOS);
    }
  }

  /**
   * Lets time pass, about that much.
   *
   * @throws TrialFailure if this thread is interrupted
   */
  public static void pause(long nanos) {
    LockSupport.parkNanos(nanos);
    if (Thread.currentThread().isInterrupted()) {
      throw new TrialFailure("interrupted");
    }
  }
}
