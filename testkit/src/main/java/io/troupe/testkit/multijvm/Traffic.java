package io.troupe.testkit.multijvm;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The state of one link. Belongs to the proxies' thread, except for the count of bytes. */
final class Traffic {
  private static final long UNLIMITED = Long.MAX_VALUE;
  private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

  /** A throttled link may send what it has saved up in a twentieth of a second at once. */
  private static final double BURST_SECONDS = 0.05;

  private final AtomicLong carriedBytes = new AtomicLong();
  private Passage passage = Passage.OPEN;
  private long delayNanos;
  private long bytesPerSecond = UNLIMITED;

  /** What a throttled link has saved up, as of {@code savedNanos}. */
  private double savedBytes;

  private long savedNanos;

  /** Who and what may pass. */
  enum Passage {
    OPEN,
    CUT,
    REFUSED
  }

  void become(Passage next) {
    passage = next;
  }

  void delay(long nanos) {
    delayNanos = nanos;
  }

  void throttle(long limit, long nowNanos) {
    bytesPerSecond = limit;
    savedBytes = 0;
    savedNanos = nowNanos;
  }

  void heal() {
    passage = Passage.OPEN;
    delayNanos = 0;
    bytesPerSecond = UNLIMITED;
  }

  /** Whether bytes move; those of a refused link are on connections of the other direction. */
  boolean flows() {
    return passage != Passage.CUT;
  }

  boolean refuses() {
    return passage == Passage.REFUSED;
  }

  long delayNanos() {
    return delayNanos;
  }

  /** How many of {@code wanted} bytes may pass now. */
  int allowance(int wanted, long nowNanos) {
    if (bytesPerSecond == UNLIMITED) {
      return wanted;
    }
    save(nowNanos);
    return (int) Math.min(wanted, (long) savedBytes);
  }

  /** How long until it is worth writing some of {@code wanted} bytes; 0 for at once. */
  long nanosUntilAllowed(int wanted, long nowNanos) {
    if (bytesPerSecond == UNLIMITED) {
      return 0;
    }
    save(nowNanos);
    double missing = Math.min(wanted, burstBytes()) - savedBytes;
    return missing <= 0 ? 0 : (long) Math.ceil(missing / bytesPerSecond * NANOS_PER_SECOND);
  }

  private void save(long nowNanos) {
    double earned = (nowNanos - savedNanos) / NANOS_PER_SECOND * bytesPerSecond;
    savedBytes = Math.min(burstBytes(), savedBytes + earned);
    savedNanos = nowNanos;
  }

  private double burstBytes() {
    return Math.max(1, bytesPerSecond * BURST_SECONDS);
  }

  void carried(int bytes) {
    carriedBytes.addAndGet(bytes);
    if (bytesPerSecond != UNLIMITED) {
      savedBytes -= bytes;
    }
  }

  long carriedBytes() {
    return carriedBytes.get();
  }
}
