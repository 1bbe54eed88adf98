package io.troupe.app.trial;

import java.io.PrintWriter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows how a trial goes. On a terminal, the step under way is one line that keeps changing;
 * elsewhere, a line every few seconds. Thread-safe.
 */
public final class Screen implements AutoCloseable {
  private static final String SPINNER = "|/-\\";
  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final long TERMINAL_MILLIS = 100;
  private static final long PLAIN_MILLIS = 5_000;

  private final PrintWriter out;
  private final boolean terminal;
  private final Thread ticker = new Thread(this::tick, "screen");
  private @Nullable Supplier<String> step;
  private int ticks;

  /**
   * A screen that writes to {@code out}.
   *
   * @param terminal whether a person watches {@code out}
   */
  public Screen(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
    ticker.setDaemon(true);
    ticker.start();
  }

  /** A line that stays. */
  synchronized void say(String line) {
    out.println((terminal ? CLEAR_LINE : "") + line);
    out.flush();
  }

  /** Begins a step; {@code now} is asked again and again how it goes. */
  public synchronized void begin(Supplier<String> now) {
    step = now;
    if (terminal) {
      show();
    }
  }

  /** Ends the step with a line that stays. */
  synchronized void end(String line) {
    step = null;
    say("  " + line);
  }

  /** Ends the step without a line. */
  public synchronized void finish() {
    step = null;
    if (terminal) {
      out.print(CLEAR_LINE);
      out.flush();
    }
  }

  private void tick() {
    try {
      while (true) {
        synchronized (this) {
          wait(terminal ? TERMINAL_MILLIS : PLAIN_MILLIS);
          show();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void show() {
    @Nullable Supplier<String> now = step;
    if (now == null) {
      return;
    }
    if (terminal) {
      char spin = SPINNER.charAt(ticks++ % SPINNER.length());
      out.print(CLEAR_LINE + spin + " " + now.get());
      out.flush();
    } else {
      say("  ... " + now.get());
    }
  }

  @Override
  public void close() {
    ticker.interrupt();
  }
}
