package io.troupe.bench;

import io.troupe.bench.ReadBack.Written;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * A closed loop: keeps a fixed number of writes outstanding on one system. The thread that
 * completes a write issues the next, so the driver adds no hop between threads.
 *
 * <p>Loads follow each other, each drained before the next. Ids count up from 0 through all of them
 * and are never written twice. A refused write waits a millisecond before its place is used again.
 * One thread calls; completions may come from any.
 */
final class LoadDriver implements AutoCloseable {

  private static final long LATENCY_NANOS_MAX = TimeUnit.MINUTES.toNanos(2);
  private static final long BACKOFF_MS = 1;
  private static final long DRAIN_SECONDS_MAX = 60;

  private final ReplicatedSystem system;
  private final AtomicLong nextId = new AtomicLong();
  private final Set<Long> refused = ConcurrentHashMap.newKeySet();
  private final Set<Long> unknown = ConcurrentHashMap.newKeySet();
  private final Set<Long> completedTwice = ConcurrentHashMap.newKeySet();
  private final Set<String> reasons = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService backoff =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "load-backoff"));

  LoadDriver(ReplicatedSystem system) {
    this.system = system;
  }

  /**
   * Loads the system, lets it settle, measures, stops the load and waits for what is outstanding.
   */
  Measured run(Cell load, double settleSeconds, double seconds) throws InterruptedException {
    Loop loop = new Loop(load);
    loop.start();
    pause(settleSeconds);

    ResourceUse before = ResourceUse.now();
    Histogram measured = newHistogram();
    loop.latencies = measured;
    pause(seconds);
    loop.latencies = newHistogram();
    ResourceUse used = ResourceUse.now().minus(before);

    return new Measured(measured.copy(), used, loop.drain());
  }

  /** What was written so far; final only after a load that drained. */
  Written written() {
    return new Written(nextId.get(), refused, unknown);
  }

  /** Ids whose completion was called more than once: a fault of the system or its adapter. */
  Set<Long> completedTwice() {
    return Set.copyOf(completedTwice);
  }

  /** Why writes were refused or ended unknown. */
  Set<String> reasons() {
    return Set.copyOf(reasons);
  }

  @Override
  public void close() {
    backoff.shutdownNow();
  }

  private static void pause(double seconds) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep((long) (seconds * 1e9));
  }

  private static Histogram newHistogram() {
    return new ConcurrentHistogram(LATENCY_NANOS_MAX, 3);
  }

  /**
   * @param latencies of the writes acknowledged in the measured time, in nanoseconds
   * @param used by this process in the measured time
   * @param drained whether every outstanding write completed after the load stopped
   */
  record Measured(Histogram latencies, ResourceUse used, boolean drained) {}

  /** One load: its places, each with one write under way until the load stops. */
  private final class Loop {

    private final Cell load;
    private final CountDownLatch places;
    private volatile boolean stopping;

    /** Of the present phase; each phase starts with an empty one. */
    private volatile Histogram latencies = newHistogram();

    Loop(Cell load) {
      this.load = load;
      this.places = new CountDownLatch(load.outstanding());
    }

    void start() {
      for (int place = 0; place < load.outstanding(); place++) {
        writeNext();
      }
    }

    boolean drain() throws InterruptedException {
      stopping = true;
      return places.await(DRAIN_SECONDS_MAX, TimeUnit.SECONDS);
    }

    void writeNext() {
      if (stopping) {
        places.countDown();
        return;
      }
      long id = nextId.getAndIncrement();
      system.write(Values.encode(id, load.valueBytes()), new PendingWrite(this, id));
    }

    void writeLater() {
      // Not through the completing thread: a system that refuses at once would recurse for ever.
      // Should it throw, its place never drains, and the run fails on that.
      var unused = backoff.schedule(this::writeNext, BACKOFF_MS, TimeUnit.MILLISECONDS);
    }
  }

  /** One write under way. A second completion is recorded and otherwise ignored. */
  private final class PendingWrite extends AtomicBoolean implements Completion {

    private static final long serialVersionUID = 1L;

    private final transient Loop loop;
    private final long id;
    private final long startNanos = System.nanoTime();

    PendingWrite(Loop loop, long id) {
      this.loop = loop;
      this.id = id;
    }

    @Override
    public void succeeded() {
      if (completes()) {
        loop.latencies.recordValue(Math.min(System.nanoTime() - startNanos, LATENCY_NANOS_MAX));
        loop.writeNext();
      }
    }

    @Override
    public void failed(String reason) {
      if (completes()) {
        refused.add(id);
        reasons.add(reason);
        loop.writeLater();
      }
    }

    @Override
    public void unknown(String reason) {
      if (completes()) {
        unknown.add(id);
        reasons.add(reason);
        loop.writeLater();
      }
    }

    private boolean completes() {
      boolean first = compareAndSet(false, true);
      if (!first) {
        completedTwice.add(id);
      }
      return first;
    }
  }
}
