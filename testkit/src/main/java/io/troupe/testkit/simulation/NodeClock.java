package io.troupe.testkit.simulation;

/**
 * The monotonic clock of one node: starts anywhere, and may run too fast or slow, leap forward or
 * stand still.
 */
public final class NodeClock implements FaultyClock {
  private static final long MILLION = 1_000_000;

  private final VirtualTime time;
  private final Runnable onChange;
  private long sinceNanos;
  private long readingThen;
  private int driftPpm;
  private boolean frozen;

  /**
   * A clock.
   *
   * @param startNanos what it shows now
   * @param onChange called after its course has changed
   */
  public NodeClock(VirtualTime time, long startNanos, Runnable onChange) {
    this.time = time;
    this.onChange = onChange;
    this.sinceNanos = time.nowNanos();
    this.readingThen = startNanos;
  }

  /** What it shows. */
  public long nowNanos() {
    return readingThen + (time.nowNanos() - sinceNanos) * rate() / MILLION;
  }

  /** In how much virtual time it will show {@code reading}; a long time if it stands still. */
  public long delayUntil(long reading) {
    long left = Math.max(0, reading - nowNanos());
    return rate() == 0 ? Long.MAX_VALUE / 2 : (left * MILLION + rate() - 1) / rate();
  }

  @Override
  public void drift(int ppm) {
    change(() -> driftPpm = ppm);
  }

  @Override
  public void jump(long forwardNanos) {
    change(() -> readingThen += forwardNanos);
  }

  @Override
  public void freeze() {
    change(() -> frozen = true);
  }

  @Override
  public void thaw() {
    change(() -> frozen = false);
  }

  /** Runs as it should again. */
  public void heal() {
    drift(0);
    thaw();
  }

  private void change(Runnable change) {
    readingThen = nowNanos();
    sinceNanos = time.nowNanos();
    change.run();
    onChange.run();
  }

  private long rate() {
    return frozen ? 0 : MILLION + driftPpm;
  }
}
