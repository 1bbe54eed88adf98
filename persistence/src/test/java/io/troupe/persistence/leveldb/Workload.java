package io.troupe.persistence.leveldb;

import io.troupe.persistence.contract.JournalDriver;
import io.troupe.persistence.disk.Interposed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.pekko.actor.ActorSystem;
import scala.concurrent.Await;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.concurrent.duration.Duration;

/**
 * Writes and deletes events of several persistence ids, some writes at a time, and says what was
 * acknowledged, in the words of {@link Ledger}. With the smallest write buffer: so there are new
 * logs, tables and compactions all the time.
 */
final class Workload implements Runnable {
  private static final int IDS = 5;
  private static final int OUTSTANDING_MOST = 12;
  private static final int WRITE_BUFFER_BYTES = 64 << 10;

  private final ActorSystem serializers;
  private final Path directory;
  private final boolean useNative;
  private final Random random;
  private final int lives;
  private final int writes;
  private final Consumer<String> said;

  /** Runs on a recorded disk; called by reflection, since its class is loaded anew there. */
  Workload(
      ActorSystem serializers,
      Path directory,
      Boolean useNative,
      Long seed,
      Integer lives,
      Integer writes) {
    this(serializers, directory, useNative, seed, lives, writes, Interposed::mark);
  }

  Workload(
      ActorSystem serializers,
      Path directory,
      boolean useNative,
      long seed,
      int lives,
      int writes,
      Consumer<String> said) {
    this.serializers = serializers;
    this.directory = directory;
    this.useNative = useNative;
    this.random = new Random(seed);
    this.lives = lives;
    this.writes = writes;
    this.said = said;
  }

  static final Class<?>[] TYPES = {
    ActorSystem.class, Path.class, Boolean.class, Long.class, Integer.class, Integer.class
  };

  static JournalSettings settings(Path directory, boolean useNative) {
    JournalSettings all = JournalFiles.settings(directory);
    return new JournalSettings(
        directory,
        true,
        true,
        useNative,
        all.maxBatchBytes(),
        all.maxQueuedBytes(),
        all.maxQueuedEvents(),
        WRITE_BUFFER_BYTES);
  }

  @Override
  public void run() {
    try {
      for (int life = 0; life < lives; life++) {
        EventStore store = EventStore.open(settings(directory, useNative));
        try {
          live(store, "writer-" + life);
        } finally {
          store.close();
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void live(EventStore store, String writer) {
    EventCodec codec = new EventCodec(serializers);
    Deque<Future<Boolean>> outstanding = new ArrayDeque<>();
    for (int i = 0; i < writes; i++) {
      String id = "id-" + random.nextInt(IDS);
      try {
        outstanding.add(
            random.nextInt(30) == 0 ? delete(store, id) : write(store, codec, id, writer));
      } catch (RejectedException e) {
        throw new IllegalStateException(e);
      }
      while (outstanding.size() > random.nextInt(OUTSTANDING_MOST)) {
        await(outstanding.remove());
      }
    }
    outstanding.forEach(Workload::await);
  }

  private Future<Boolean> write(EventStore store, EventCodec codec, String id, String writer)
      throws RejectedException {
    long next = store.highestNr(id) + 1;
    Object[] payloads = new Object[1 + random.nextInt(2)];
    for (int i = 0; i < payloads.length; i++) {
      payloads[i] = Ledger.payload(id, next + i);
    }
    long last = next + payloads.length - 1;
    return saying(
        store.write(JournalDriver.atomic(id, writer, next, payloads), codec),
        Ledger.WROTE + id + " " + last);
  }

  private Future<Boolean> delete(EventStore store, String id) {
    long to = Math.max(0, store.highestNr(id) - random.nextInt(5));
    said.accept(Ledger.DELETING + id + " " + to);
    return saying(store.delete(id, to), Ledger.DELETED + id + " " + to);
  }

  private Future<Boolean> saying(Future<Boolean> durable, String what) {
    return durable.map(
        done -> {
          said.accept(what);
          return done;
        },
        ExecutionContext.parasitic$.MODULE$);
  }

  private static void await(Future<Boolean> durable) {
    try {
      Await.result(durable, Duration.create("60s"));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
