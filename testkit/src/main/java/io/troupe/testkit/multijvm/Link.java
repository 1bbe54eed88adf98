package io.troupe.testkit.multijvm;

import java.time.Duration;

/**
 * What one node sends to another: one direction between the two. What is done to it holds when the
 * method returns, and until it is done otherwise or {@link #heal}. A link can be slow and cut.
 * Thread-safe.
 */
public final class Link {
  private final String from;
  private final String to;
  private final Traffic traffic = new Traffic();
  private final ProxyLoop loop;

  Link(String from, String to, ProxyLoop loop) {
    this.from = from;
    this.to = to;
    this.loop = loop;
  }

  public String from() {
    return from;
  }

  public String to() {
    return to;
  }

  Traffic traffic() {
    return traffic;
  }

  /**
   * A black hole: connections stay open, no byte arrives, and neither does a new connection, which
   * its opener takes for open nevertheless. After {@link #heal}, what was sent meanwhile arrives,
   * unless its connection has been closed by then.
   */
  public void cut() {
    loop.call(() -> traffic.become(Traffic.Passage.CUT));
  }

  /** Resets the connections that {@code from} has opened to {@code to}, and new ones at once. */
  public void refuse() {
    loop.call(
        () -> {
          traffic.become(Traffic.Passage.REFUSED);
          loop.reset(traffic);
        });
  }

  /** Resets the connections that {@code from} has opened to {@code to}, once; new ones are fine. */
  public void drop() {
    loop.call(() -> loop.reset(traffic));
  }

  /**
   * Every byte arrives so much later.
   *
   * @param delay exact to a few milliseconds; zero for none
   */
  public void delay(Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("a negative delay: " + delay);
    }
    loop.call(() -> traffic.delay(delay.toNanos()));
  }

  /**
   * All connections together carry no more than that.
   *
   * @param bytesPerSecond at least 1
   */
  public void throttle(long bytesPerSecond) {
    if (bytesPerSecond < 1) {
      throw new IllegalArgumentException(
          "a throttle of " + bytesPerSecond + " bytes/s: use at least 1, or cut the link");
    }
    loop.call(() -> traffic.throttle(bytesPerSecond, System.nanoTime()));
  }

  /** Nothing is cut, refused, delayed or throttled any more. */
  public void heal() {
    loop.call(traffic::heal);
  }

  /** How many bytes have arrived so far; by it a test can tell that a link is used, or cut. */
  public long carriedBytes() {
    loop.call(() -> {}); // whatever has arrived has been counted now
    return traffic.carriedBytes();
  }

  @Override
  public String toString() {
    return from + " -> " + to;
  }
}
