package io.troupe.testkit.simulation;

/** Wakes a replica when its node's clock shows the time it asked for. */
public final class Alarm {
  private static final int MAX_RINGS_AT_ONE_INSTANT = 50;
  private static final long NEVER = Long.MAX_VALUE;

  /** Whom it wakes. */
  public interface Sleeper {
    /** When it wants to be woken, by its own clock. */
    long wakeAtNanos();

    void wake();
  }

  private final VirtualTime time;
  private final NodeClock clock;
  private final String name;
  private long due = NEVER;
  private long planned;
  private long lastRingNanos = -1;
  private int ringsAtOnce;

  public Alarm(VirtualTime time, NodeClock clock, String name) {
    this.time = time;
    this.clock = clock;
    this.name = name;
  }

  public void off() {
    due = NEVER;
    planned++;
  }

  /** Sets it to when {@code sleeper} wants to be woken, unless it rings before. */
  public void set(Sleeper sleeper) {
    long delay = clock.delayUntil(sleeper.wakeAtNanos());
    long at = time.nowNanos() + delay;
    if (at < due) {
      due = at;
      long number = ++planned;
      time.after(
          delay,
          () -> {
            if (number == planned) {
              ring(sleeper);
            }
          });
    }
  }

  /** The clock has changed its course. */
  public void setAnew(Sleeper sleeper) {
    off();
    set(sleeper);
  }

  private void ring(Sleeper sleeper) {
    due = NEVER;
    if (clock.nowNanos() >= sleeper.wakeAtNanos()) {
      refuseToSpin();
      sleeper.wake();
    } else {
      set(sleeper); // it wants to be woken later by now
    }
  }

  private void refuseToSpin() {
    long now = time.nowNanos();
    ringsAtOnce = now == lastRingNanos ? ringsAtOnce + 1 : 0;
    lastRingNanos = now;
    if (ringsAtOnce > MAX_RINGS_AT_ONE_INSTANT) {
      throw new InvariantViolation(
          "L3", name + " wants to be woken again and again at one instant");
    }
  }
}
