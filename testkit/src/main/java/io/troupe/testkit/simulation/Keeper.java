package io.troupe.testkit.simulation;

import java.time.Duration;

/**
 * Starts the replica of one process anew when its journal failed, after a pause that doubles from
 * one second to thirty, as {@code GroupActor} does in production.
 */
public final class Keeper {
  private static final long MIN_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long MAX_PAUSE_NANOS = Duration.ofSeconds(30).toNanos();

  private final VirtualTime time;
  private long pauseNanos;
  private int process;

  public Keeper(VirtualTime time) {
    this.time = time;
  }

  /** A new process: what was planned in the one before is void. */
  public void processStarted() {
    processEnded();
    pauseNanos = MIN_PAUSE_NANOS;
  }

  /** What was planned in this process is void. */
  public void processEnded() {
    process++;
  }

  /** Does {@code start} after the next pause, if the process is still there. */
  public void startLater(Runnable start) {
    int planned = process;
    time.after(
        pauseNanos,
        () -> {
          if (process == planned) {
            start.run();
          }
        });
    pauseNanos = Math.min(MAX_PAUSE_NANOS, 2 * pauseNanos);
  }
}
