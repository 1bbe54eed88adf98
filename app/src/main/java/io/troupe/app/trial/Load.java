package io.troupe.app.trial;

import io.troupe.app.trial.Ledger.Write;
import io.troupe.app.trial.NodeApi.Fate;
import io.troupe.testkit.multijvm.TrialFailure;
import io.troupe.testkit.multijvm.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writers, one connection each, that put one value after another and note in the ledger what became
 * of it. A writer stays with a node until that does not acknowledge; then it goes to the next.
 */
final class Load implements AutoCloseable {
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration PROBE_TIMEOUT = Duration.ofMillis(500);
  private static final Duration RETRY_PAUSE = Duration.ofMillis(5);
  private static final Duration OUTAGE_MAX = Duration.ofMinutes(2);
  private static final int PROBES_MAX = 8;

  private final LocalCluster cluster;
  private final Ledger ledger;
  private final Duration pause;
  private final List<Thread> writers = new ArrayList<>();
  private final AtomicReference<@Nullable Outage> outage = new AtomicReference<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean running = true;

  private Load(LocalCluster cluster, Ledger ledger, Duration pause) {
    this.cluster = cluster;
    this.ledger = ledger;
    this.pause = pause;
  }

  /** Writers that write as fast as they are answered. */
  static Load start(LocalCluster cluster, Ledger ledger, int writers) {
    return start(cluster, ledger, writers, Duration.ZERO);
  }

  /** Writers that pause after each acknowledged write. */
  static Load start(LocalCluster cluster, Ledger ledger, int writers, Duration pause) {
    Load load = new Load(cluster, ledger, pause);
    for (int i = 0; i < writers; i++) {
      int first = i;
      Thread writer = new Thread(() -> load.write(first), "writer-" + i);
      writer.setDaemon(true);
      load.writers.add(writer);
      writer.start();
    }
    return load;
  }

  private void write(int first) {
    int turn = first;
    try {
      while (running) {
        Fate fate =
            put(cluster.nodes().get(turn % cluster.nodes().size()), WRITE_TIMEOUT)
                .toCompletableFuture()
                .join();
        if (fate == Fate.ACKNOWLEDGED) {
          Waiting.pause(pause.toNanos());
        } else {
          turn++;
          Waiting.pause(RETRY_PAUSE.toNanos());
        }
      }
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  private CompletionStage<Fate> put(NodeProcess node, Duration timeout) {
    Write write = ledger.next();
    long beganNanos = System.nanoTime();
    return cluster
        .api()
        .put(node.url(), write.key(), write.value().sharedArray(), timeout)
        .thenApply(fate -> note(write, fate, beganNanos));
  }

  private Fate note(Write write, Fate fate, long beganNanos) {
    long nowNanos = System.nanoTime();
    ledger.record(write, fate);
    @Nullable Outage measured = outage.get();
    if (fate == Fate.ACKNOWLEDGED && measured != null) {
      measured.acknowledged(beganNanos, nowNanos);
    }
    return fate;
  }

  /**
   * Kills, and measures until the next acknowledged write. Besides the writers, a probe tries the
   * survivors in turn, every 5 ms, without waiting for one answer before the next try.
   *
   * @throws TrialFailure if nothing is acknowledged for two minutes
   */
  Duration outage(Runnable kill) {
    Outage measured = Outage.begin(kill);
    outage.set(measured);
    Semaphore probes = new Semaphore(PROBES_MAX);
    long untilNanos = System.nanoTime() + OUTAGE_MAX.toNanos();
    for (int turn = 0; System.nanoTime() - untilNanos < 0; turn++) {
      probe(turn, probes);
      Optional<Duration> length = measured.await(RETRY_PAUSE);
      if (length.isPresent()) {
        return length.get();
      }
    }
    throw new TrialFailure("no write was acknowledged for " + OUTAGE_MAX.toSeconds() + " s");
  }

  private void probe(int turn, Semaphore probes) {
    List<NodeProcess> alive = cluster.alive();
    if (!alive.isEmpty() && probes.tryAcquire()) {
      put(alive.get(turn % alive.size()), PROBE_TIMEOUT)
          .whenComplete(
              (fate, failed) -> {
                probes.release();
                if (failed != null) {
                  failure.compareAndSet(null, failed);
                }
              });
    }
  }

  /** Waits until that many more writes are acknowledged. */
  void awaitAcknowledged(int more) {
    int goal = ledger.acknowledgedCount() + more;
    Waiting.until(
        "acknowledged writes",
        OUTAGE_MAX,
        () -> ledger.acknowledgedCount() >= goal ? Optional.of(goal) : Optional.empty());
  }

  /**
   * Stops the writers, and waits for their last answers.
   *
   * @throws TrialFailure if a writer got an answer that makes no sense
   */
  @Override
  public void close() {
    running = false;
    for (Thread writer : writers) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    @Nullable Throwable failed = failure.get();
    if (failed != null) {
      throw new TrialFailure("a writer failed: " + failed.getMessage(), failed);
    }
  }
}
