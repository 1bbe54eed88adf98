package io.troupe.bench.register;

import io.troupe.bench.ClusterSpec;
import io.troupe.bench.Completion;
import io.troupe.bench.journal.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A closed loop on counters: each client has one request under way, and the thread that completes
 * it makes the next. After one that was refused, or has no answer, the client waits a millisecond.
 *
 * <p>It knows what every counter must be: at least what was acknowledged, at most that and what is
 * unknown.
 */
public final class CounterLoad {
  /** Which keys clients use, and where they sit. */
  public enum Keys {
    /** Each client has a key of its own, and all sit at one node. */
    OWN(false, false),
    /** Each client has a key of its own, and they sit at all nodes. */
    SPREAD(false, true),
    /** All clients use one key, at one node. */
    HOT(true, false),
    /** All clients use one key, at all nodes. */
    DUEL(true, true);

    private final boolean shared;
    private final boolean everywhere;

    Keys(boolean shared, boolean everywhere) {
      this.shared = shared;
      this.everywhere = everywhere;
    }
  }

  private static final Executor PAUSE =
      CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS, Runnable::run);
  private static final long SECONDS_MAX = 60;
  private static final int REASONS_MAX = 5;

  private final Counters counters;
  private final Keys keys;
  private final int clients;
  private final Meter meter;
  private final AtomicLongArray incremented;
  private final AtomicLongArray rejected;
  private final AtomicLongArray unknown;
  private final BlockingQueue<String> reasons = new ArrayBlockingQueue<>(REASONS_MAX);

  public CounterLoad(Counters counters, Keys keys, int clients) {
    this.counters = counters;
    this.keys = keys;
    this.clients = clients;
    this.meter = new Meter(clients);
    this.incremented = new AtomicLongArray(clients);
    this.rejected = new AtomicLongArray(clients);
    this.unknown = new AtomicLongArray(clients);
  }

  public Meter meter() {
    return meter;
  }

  /** Requests that were not carried out, or of which nobody knows. */
  public long troubled() {
    long sum = 0;
    for (int client = 0; client < clients; client++) {
      sum += rejected.get(client) + unknown.get(client);
    }
    return sum;
  }

  /** Why; the first of them. */
  public List<String> reasons() {
    return List.copyOf(reasons);
  }

  private void because(String reason) {
    var unused = reasons.offer(reason); // those that do not fit are not needed
  }

  /** Every client increments its counter again and again, until the meter stops it. */
  public void increment() {
    for (int client = 0; client < clients; client++) {
      new Client(client, false).next();
    }
  }

  /**
   * Every client increments its counter once, then reads it again and again: a register that is not
   * there would be collected after each read.
   */
  public void read() {
    for (int client = 0; client < clients; client++) {
      new Client(client, true).next();
    }
  }

  private void readNext(int client) {
    if (meter.isStopping()) {
      meter.ended();
      return;
    }
    long begin = System.nanoTime();
    var unused =
        counters
            .read(node(client), key(client))
            .whenComplete(
                (count, failed) -> {
                  if (failed == null) {
                    meter.acknowledged(client, System.nanoTime() - begin);
                    readNext(client);
                  } else {
                    rejected.incrementAndGet(client);
                    because(failed.toString());
                    PAUSE.execute(() -> readNext(client));
                  }
                });
  }

  /**
   * Reads every counter at every node of {@code on}.
   *
   * @return counted increments
   * @throws IllegalStateException if one was lost or done twice
   */
  public long verify(Counters on) throws InterruptedException {
    long[] acknowledged = new long[keys()];
    long[] perhaps = new long[keys()];
    for (int client = 0; client < clients; client++) {
      acknowledged[key(client)] += incremented.get(client);
      perhaps[key(client)] += unknown.get(client);
    }
    long sum = 0;
    for (int node = 0; node < ClusterSpec.NODES; node++) {
      List<CompletableFuture<Long>> reads = new ArrayList<>();
      for (int key = 0; key < keys(); key++) {
        reads.add(on.read(node, key).toCompletableFuture());
      }
      for (int key = 0; key < keys(); key++) {
        long count = await(reads.get(key));
        if (count < acknowledged[key] || count > acknowledged[key] + perhaps[key]) {
          throw new IllegalStateException(
              String.format(
                  "counter %d is %d at node %d; %d increments were acknowledged, %d are unknown",
                  key, count, node, acknowledged[key], perhaps[key]));
        }
        sum += node == 0 ? count : 0;
      }
    }
    return sum;
  }

  private static long await(CompletableFuture<Long> read) throws InterruptedException {
    try {
      return read.get(SECONDS_MAX, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("a counter cannot be read back", e);
    }
  }

  private int keys() {
    return keys.shared ? 1 : clients;
  }

  private int key(int client) {
    return keys.shared ? 0 : client;
  }

  private int node(int client) {
    return counters.nodeOf(client, keys.everywhere);
  }

  /** Increments, one after another, or until one is done and it begins to read. */
  private final class Client implements Completion {
    private final int client;
    private final boolean reads;
    private long begin;

    private Client(int client, boolean reads) {
      this.client = client;
      this.reads = reads;
    }

    private void next() {
      if (meter.isStopping()) {
        meter.ended();
      } else {
        begin = System.nanoTime();
        counters.increment(node(client), key(client), this);
      }
    }

    @Override
    public void succeeded() {
      incremented.incrementAndGet(client);
      if (reads) {
        readNext(client);
      } else {
        meter.acknowledged(client, System.nanoTime() - begin);
        next();
      }
    }

    @Override
    public void failed(String reason) {
      rejected.incrementAndGet(client);
      because(reason);
      PAUSE.execute(this::next);
    }

    @Override
    public void unknown(String reason) {
      unknown.incrementAndGet(client);
      because(reason);
      PAUSE.execute(this::next);
    }
  }
}
