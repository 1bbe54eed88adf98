package io.troupe.app.soak;

import io.troupe.app.soak.Answer.Answered;
import io.troupe.app.soak.Answer.Unknown;
import io.troupe.app.soak.Reply.Found;
import io.troupe.app.soak.Request.CompareAndSet;
import io.troupe.app.soak.Request.Delete;
import io.troupe.app.soak.Request.Get;
import io.troupe.app.soak.Request.Put;
import io.troupe.testkit.linearizability.HistoryRecorder;
import io.troupe.testkit.multijvm.TrialFailure;
import io.troupe.testkit.multijvm.Waiting;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Clients that put, get, delete and compare-and-set a handful of keys, one request after another
 * each, and record what they see. After some seconds they go on to other keys: writes of unknown
 * outcome may take effect for ever, and each makes its key harder to check.
 */
final class Clients implements AutoCloseable {
  private static final int KEYS = 5;
  private static final Duration SAME_KEYS = Duration.ofSeconds(10);
  private static final int PACE_MILLIS_MAX = 12;
  private static final double ANOTHER_NODE = 0.05;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<URI> nodes;
  private final StoreClient store = new StoreClient();
  private final HistoryRecorder<Request, Reply> recorder = new HistoryRecorder<>();
  private final Versions versions = new Versions();
  private final Tally tally;
  private final long startNanos = System.nanoTime();
  private final AtomicLong processes = new AtomicLong();
  private final AtomicLong values = new AtomicLong();
  private final ConcurrentSkipListSet<String> keys = new ConcurrentSkipListSet<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running = true;

  private Clients(List<URI> nodes, Tally tally) {
    this.nodes = nodes;
    this.tally = tally;
  }

  static Clients start(int count, List<URI> nodes, Tally tally, long seed) {
    Clients clients = new Clients(nodes, tally);
    for (int i = 0; i < count; i++) {
      Random random = new Random(seed + i);
      Thread thread = new Thread(() -> clients.work(random), "client-" + i);
      thread.setDaemon(true);
      clients.threads.add(thread);
      thread.start();
    }
    return clients;
  }

  HistoryRecorder<Request, Reply> recorder() {
    return recorder;
  }

  private void work(Random random) {
    try {
      long process = processes.incrementAndGet();
      URI node = nodes.get(random.nextInt(nodes.size()));
      Map<String, Optional<String>> seen = new HashMap<>();
      while (running) {
        Request request = draw(random, seen);
        Answer answer = ask(process, node, request);
        if (answer instanceof Answered answered) {
          remember(request, answered.reply(), seen);
        } else {
          seen.remove(request.key());
        }
        if (answer instanceof Unknown) {
          process = processes.incrementAndGet();
        }
        if (!(answer instanceof Answered) || random.nextDouble() < ANOTHER_NODE) {
          node = nodes.get(random.nextInt(nodes.size()));
        }
        Waiting.pause(Duration.ofMillis(random.nextInt(PACE_MILLIS_MAX)).toNanos());
      }
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  private Request draw(Random random, Map<String, Optional<String>> seen) {
    long epoch = (System.nanoTime() - startNanos) / SAME_KEYS.toNanos();
    String key = String.format("t%03d-k%d", epoch, random.nextInt(KEYS));
    keys.add(key);
    int dice = random.nextInt(100);
    if (dice < 35) {
      return new Get(key);
    } else if (dice < 42) {
      return new Delete(key);
    }
    String value = "v" + values.incrementAndGet();
    return dice < 70
        ? new Put(key, value)
        : new CompareAndSet(key, value, seen.getOrDefault(key, Optional.empty()));
  }

  private static void remember(Request request, Reply reply, Map<String, Optional<String>> seen) {
    if (reply instanceof Found found) {
      seen.put(request.key(), found.value());
    } else if (request instanceof Put put) {
      seen.put(request.key(), Optional.of(put.value()));
    } else if (reply.equals(new Reply.Compared(true))) {
      seen.put(request.key(), Optional.of(((CompareAndSet) request).value()));
    } else {
      seen.remove(request.key());
    }
  }

  private Answer ask(long process, URI node, Request request) {
    long version =
        request instanceof CompareAndSet compare
            ? compare.expected().map(versions::of).orElse(0L)
            : 0;
    long id = recorder.invoke(process, request);
    Answer answer = store.ask(node, request, version);
    if (answer instanceof Answered answered) {
      recorder.returned(id, answered.reply());
      note(request, answered);
    } else if (answer instanceof Unknown) {
      recorder.unknown(id);
    } else {
      recorder.failed(id);
    }
    tally.answer(request, answer);
    return answer;
  }

  private void note(Request request, Answered answered) {
    if (answered.version() != 0) {
      versions
          .note(valueIn(request, answered.reply()), answered.version())
          .ifPresent(
              wrong -> {
                throw new TrialFailure(wrong);
              });
    }
  }

  private static String valueIn(Request request, Reply reply) {
    if (reply instanceof Found found) {
      return found.value().orElseThrow();
    }
    return request instanceof Put put ? put.value() : ((CompareAndSet) request).value();
  }

  /**
   * Reads every key that was ever used, once more, through any node, once the clients have stopped.
   * What was acknowledged and is not there now makes the history unlinearizable.
   */
  int readAll() {
    int turn = 0;
    for (String key : keys) {
      URI node = nodes.get(turn++ % nodes.size());
      long process = processes.incrementAndGet();
      Waiting.until(
          node + " answers get " + key,
          PATIENCE,
          () -> Optional.of(ask(process, node, new Get(key))).filter(Answered.class::isInstance));
    }
    return keys.size();
  }

  /**
   * Stops the clients, and waits for their last answers.
   *
   * @throws TrialFailure if a client saw what cannot be
   */
  @Override
  public void close() {
    running = false;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new TrialFailure("interrupted");
      }
    }
    @Nullable Throwable failed = failure.get();
    if (failed != null) {
      throw new TrialFailure("a client failed: " + failed.getMessage(), failed);
    }
  }
}
