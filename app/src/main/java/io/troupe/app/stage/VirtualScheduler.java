package io.troupe.app.stage;

import com.typesafe.config.Config;
import java.util.Comparator;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.actor.AbstractScheduler;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.event.LoggingAdapter;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;

/**
 * The scheduler of an ActorSystem on a stage: its time is what it was told last. Tasks that are due
 * at the same time run in the order in which they were scheduled. Thread-safe, as ActorSystems are
 * created in a thread of their own.
 */
public final class VirtualScheduler extends AbstractScheduler {
  private static final double TICKS_PER_SECOND_MAX = 1000;

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(
          Comparator.comparingLong((Task task) -> task.dueNanos)
              .thenComparingLong(task -> task.number));
  private long nowNanos;
  private long lastNumber;

  /** As Pekko creates it. */
  @SuppressWarnings("unused") // the signature that Pekko looks for
  public VirtualScheduler(Config config, LoggingAdapter log, ThreadFactory threads) {}

  @Override
  public synchronized Cancellable scheduleOnce(
      FiniteDuration delay, Runnable runnable, ExecutionContext executor) {
    Task task = new Task(nowNanos + Math.max(0, delay.toNanos()), ++lastNumber, runnable, executor);
    tasks.add(task);
    return task;
  }

  /** Deprecated for callers; here for the methods that are built on it. */
  @Override
  @SuppressWarnings("deprecation")
  public Cancellable schedule(
      FiniteDuration initialDelay,
      FiniteDuration interval,
      Runnable runnable,
      ExecutionContext executor) {
    Repeated repeated = new Repeated();
    repeated.next(initialDelay, interval, runnable, executor);
    return repeated;
  }

  @Override
  public double maxFrequency() {
    return TICKS_PER_SECOND_MAX;
  }

  /** When the next task is due. */
  synchronized OptionalLong nextDueNanos() {
    while (!tasks.isEmpty() && tasks.element().isCancelled()) {
      tasks.remove();
    }
    return tasks.isEmpty() ? OptionalLong.empty() : OptionalLong.of(tasks.element().dueNanos);
  }

  /** Time has come; it does not go back. */
  synchronized void advanceTo(long nanos) {
    nowNanos = Math.max(nowNanos, nanos);
  }

  /** Hands all that is due to its executors. */
  void runDue() {
    for (OptionalLong due = nextDueNanos();
        due.isPresent() && due.getAsLong() <= nowNanos;
        due = nextDueNanos()) {
      Task task;
      synchronized (this) {
        task = tasks.remove();
      }
      task.hand();
    }
  }

  /** One run of a task. */
  private static final class Task implements Cancellable {
    private final long dueNanos;
    private final long number;
    private final Runnable runnable;
    private final ExecutionContext executor;
    private boolean cancelled;
    private boolean handed;

    private Task(long dueNanos, long number, Runnable runnable, ExecutionContext executor) {
      this.dueNanos = dueNanos;
      this.number = number;
      this.runnable = runnable;
      this.executor = executor;
    }

    @Override
    public synchronized boolean cancel() {
      boolean first = !cancelled && !handed;
      cancelled |= first;
      return first;
    }

    @Override
    public synchronized boolean isCancelled() {
      return cancelled;
    }

    private void hand() {
      synchronized (this) {
        if (cancelled) {
          return;
        }
        handed = true;
      }
      executor.execute(runnable);
    }
  }

  /** A task that schedules itself anew after each run. */
  private final class Repeated implements Cancellable {
    private volatile boolean cancelled;

    private void next(
        FiniteDuration delay,
        FiniteDuration interval,
        Runnable runnable,
        ExecutionContext executor) {
      Runnable run =
          () -> {
            if (!cancelled) {
              runnable.run();
              next(interval, interval, runnable, executor);
            }
          };
      scheduleOnce(delay, run, executor);
    }

    @Override
    public boolean cancel() {
      boolean first = !cancelled;
      cancelled = true;
      return first;
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }
  }
}
