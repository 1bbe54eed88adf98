package io.troupe.bench.journal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.LongStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Counts what is acknowledged to writers, and how long it took. Threads: any. */
public final class Meter {
  private static final long LATENCY_NANOS_MAX = TimeUnit.MINUTES.toNanos(2);

  private final AtomicLongArray acknowledged;
  private final CountDownLatch writing;
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();
  private volatile Histogram latencies = newHistogram();
  private volatile boolean stopping;

  public Meter(int writers) {
    this.acknowledged = new AtomicLongArray(writers);
    this.writing = new CountDownLatch(writers);
  }

  /** Whether writers are to write no more; each then calls {@link #ended}. */
  public boolean isStopping() {
    return stopping;
  }

  public void acknowledged(int writer, long nanos) {
    acknowledged.incrementAndGet(writer);
    latencies.recordValue(Math.min(nanos, LATENCY_NANOS_MAX));
  }

  /** A writer has nothing under way any more. */
  public void ended() {
    writing.countDown();
  }

  /** A write did not end well, and its writer writes no more. */
  public void failed(String why) {
    problems.add(why);
    ended();
  }

  /** Latencies in nanoseconds since the last call; starts anew. */
  public Histogram restart() {
    Histogram done = latencies;
    latencies = newHistogram();
    return done.copy();
  }

  /** Stops the writers; whether they all ended in time. */
  public boolean stop(long secondsMax) throws InterruptedException {
    stopping = true;
    return writing.await(secondsMax, TimeUnit.SECONDS);
  }

  /** What each writer was told to be durable, as a count. */
  public long[] acknowledged() {
    return LongStream.range(0, acknowledged.length())
        .map(writer -> acknowledged.get((int) writer))
        .toArray();
  }

  public Queue<String> problems() {
    return problems;
  }

  private static Histogram newHistogram() {
    return new ConcurrentHistogram(LATENCY_NANOS_MAX, 3);
  }
}
