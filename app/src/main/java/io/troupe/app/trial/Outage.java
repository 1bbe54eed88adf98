package io.troupe.app.trial;

import io.troupe.testkit.multijvm.TrialFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The time from a kill to the next acknowledged write, on the monotonic clock. Counted from before
 * the signal is sent; and only a write that began after the process was gone ends it, since one
 * that began earlier may have been committed before. Thread-safe.
 */
final class Outage {
  private static final long NEVER = Long.MAX_VALUE;

  private final long killNanos;
  private final long goneNanos;
  private final AtomicLong shortestNanos = new AtomicLong(NEVER);
  private final CountDownLatch over = new CountDownLatch(1);

  private Outage(long killNanos, long goneNanos) {
    this.killNanos = killNanos;
    this.goneNanos = goneNanos;
  }

  /**
   * @param kill returns when the process is gone
   */
  static Outage begin(Runnable kill) {
    long killNanos = System.nanoTime();
    kill.run();
    return new Outage(killNanos, System.nanoTime());
  }

  /** A write that began and was acknowledged at these times, as of {@link System#nanoTime}. */
  void acknowledged(long beganNanos, long acknowledgedNanos) {
    if (beganNanos - goneNanos >= 0) {
      shortestNanos.accumulateAndGet(acknowledgedNanos - killNanos, Math::min);
      over.countDown();
    }
  }

  /** How long it was, if it is over within {@code patience}. */
  Optional<Duration> await(Duration patience) {
    try {
      return over.await(patience.toNanos(), TimeUnit.NANOSECONDS)
          ? Optional.of(Duration.ofNanos(shortestNanos.get()))
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrialFailure("interrupted");
    }
  }
}
