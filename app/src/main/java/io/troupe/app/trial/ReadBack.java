package io.troupe.app.trial;

import io.troupe.app.trial.Ledger.Write;
import io.troupe.protocols.Bytes;
import io.troupe.testkit.multijvm.TrialFailure;
import io.troupe.testkit.multijvm.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Reads back, through all nodes, what the ledger says must be there and what must not. */
final class ReadBack {
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int READERS = 8;

  private final LocalCluster cluster;
  private final Ledger ledger;
  private final AtomicInteger done = new AtomicInteger();
  private final ConcurrentSkipListSet<String> lost = new ConcurrentSkipListSet<>();
  private final ConcurrentSkipListSet<String> resurrected = new ConcurrentSkipListSet<>();

  ReadBack(LocalCluster cluster, Ledger ledger) {
    this.cluster = cluster;
    this.ledger = ledger;
  }

  /** How many have been read so far; any thread may ask. */
  int done() {
    return done.get();
  }

  /**
   * Reads everything.
   *
   * @throws TrialFailure if the nodes do not answer for half a minute
   */
  Verdict run() {
    int[] acknowledged = ledger.acknowledged().stream().toArray();
    int[] refused = ledger.refused().stream().toArray();
    ExecutorService readers = Executors.newFixedThreadPool(READERS);
    try {
      List<Future<?>> parts =
          IntStream.range(0, READERS)
              .<Future<?>>mapToObj(
                  reader -> readers.submit(() -> read(reader, acknowledged, refused)))
              .toList();
      for (Future<?> part : parts) {
        part.get();
      }
    } catch (ExecutionException e) {
      throw new TrialFailure("reading back failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrialFailure("interrupted");
    } finally {
      readers.shutdownNow();
    }
    return new Verdict(acknowledged.length, List.copyOf(lost), List.copyOf(resurrected));
  }

  private void read(int reader, int[] acknowledged, int[] refused) {
    for (int i = reader; i < acknowledged.length; i += READERS) {
      Write write = ledger.write(acknowledged[i]);
      if (!read(write, i).equals(Optional.of(write.value()))) {
        lost.add(write.key());
      }
      done.incrementAndGet();
    }
    for (int i = reader; i < refused.length; i += READERS) {
      Write write = ledger.write(refused[i]);
      if (read(write, i).isPresent()) {
        resurrected.add(write.key());
      }
    }
  }

  private Optional<Bytes> read(Write write, int turn) {
    NodeProcess node = cluster.nodes().get(turn % cluster.nodes().size());
    return Waiting.until(
        node.name() + " answers GET /kv/" + write.key(),
        PATIENCE,
        () -> {
          try {
            return Optional.of(cluster.api().get(node.url(), write.key(), READ_TIMEOUT));
          } catch (IOException e) {
            return Optional.empty();
          }
        });
  }

  /**
   * What was found.
   *
   * @param acknowledged how many acknowledged writes were read back
   * @param lost keys of acknowledged writes whose value was not there, or another
   * @param resurrected keys of refused writes that took place
   */
  record Verdict(int acknowledged, List<String> lost, List<String> resurrected) {
    boolean isGood() {
      return lost.isEmpty() && resurrected.isEmpty();
    }
  }
}
