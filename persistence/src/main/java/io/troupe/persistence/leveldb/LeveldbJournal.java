package io.troupe.persistence.leveldb;

import com.typesafe.config.Config;
import io.troupe.persistence.plugin.Leases;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.dispatch.Futures;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.japi.AsyncWriteJournal;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;

/**
 * The plugin {@code troupe.persistence.leveldb.journal}; Pekko creates it. An acknowledged event is
 * on the disk and is replayed, in order, or its loss is reported: never silently dropped.
 *
 * <p>Only events that cannot be serialized are rejected. Every other failure fails the write, and
 * its persistent actor stops: whether it was stored is then unknown, unless the cause is {@link
 * io.troupe.persistence.JournalException.Overloaded} or {@link
 * io.troupe.persistence.JournalException.NotContiguous}.
 */
public final class LeveldbJournal extends AsyncWriteJournal {
  private static final Iterable<Optional<Exception>> ALL_WRITTEN = List.of();
  private static final Future<Boolean> NOTHING_WRITTEN = Futures.successful(true);

  private static final Leases<JournalSettings, EventStore> OPEN = new Leases<>();

  private final Leases.Lease<JournalSettings, EventStore> lease;
  private final EventStore store;
  private final EventCodec codec;
  private final ExecutionContext reads;

  public LeveldbJournal(Config config, String path) throws IOException {
    JournalSettings settings = JournalSettings.of(config, path);
    this.codec = new EventCodec(context().system());
    this.reads = context().system().dispatchers().lookup(config.getString("replay-dispatcher"));
    this.lease = OPEN.acquire(settings.directory(), settings, EventStore::open);
    this.store = lease.value();
  }

  /**
   * Opens the journal and closes it again. An application that calls this before it starts its
   * actors learns at once, and as an exception, what would otherwise stand in the log while its
   * persistent actors wait for their recovery in vain.
   *
   * @param config of the actor system
   * @param path of the journal, such as {@code troupe.persistence.leveldb.journal}
   * @throws com.typesafe.config.ConfigException if a key is unknown or a value out of bounds
   * @throws io.troupe.persistence.DataDirectoryException if the directory is not ours to use
   * @throws io.troupe.persistence.JournalException.Damaged if something is missing or altered
   */
  public static void requireUsable(Config config, String path) throws IOException {
    acquire(config, path).release();
  }

  /** Opens, or joins, the journal at {@code path} of the actor system's configuration. */
  static Leases.Lease<JournalSettings, EventStore> acquire(Config config, String path)
      throws IOException {
    Config fallback = config.getConfig("pekko.persistence.journal-plugin-fallback");
    JournalSettings settings =
        JournalSettings.of(config.getConfig(path).withFallback(fallback), path);
    return OPEN.acquire(settings.directory(), settings, EventStore::open);
  }

  @Override
  public void postStop() throws Exception {
    try {
      lease.release();
    } finally {
      super.postStop();
    }
  }

  @Override
  public Future<Iterable<Optional<Exception>>> doAsyncWriteMessages(Iterable<AtomicWrite> writes) {
    try {
      return write(writes);
    } catch (RuntimeException e) {
      return Futures.failed(e);
    }
  }

  private Future<Iterable<Optional<Exception>>> write(Iterable<AtomicWrite> writes) {
    List<Optional<Exception>> outcomes = new ArrayList<>();
    boolean rejected = false;
    Future<Boolean> durable = NOTHING_WRITTEN;
    for (AtomicWrite write : writes) {
      try {
        durable = store.write(write, codec);
        outcomes.add(Optional.empty());
      } catch (RejectedException e) {
        outcomes.add(Optional.of(e.reason()));
        rejected = true;
      }
    }
    Iterable<Optional<Exception>> result = rejected ? outcomes : ALL_WRITTEN;
    return durable.map(done -> result, ExecutionContext.parasitic$.MODULE$);
  }

  @Override
  public Future<Void> doAsyncDeleteMessagesTo(String persistenceId, long toSequenceNr) {
    return attempt(() -> store.delete(persistenceId, toSequenceNr));
  }

  @Override
  public Future<Void> doAsyncReplayMessages(
      String persistenceId, long from, long to, long max, Consumer<PersistentRepr> replay) {
    return attempt(
        () ->
            store.replay(
                persistenceId,
                from,
                to,
                max,
                record -> replay.accept(codec.fromRecord(persistenceId, record)),
                reads));
  }

  @Override
  public Future<Long> doAsyncReadHighestSequenceNr(String persistenceId, long from) {
    try {
      return store.pending().map(durable -> store.highestNr(persistenceId), reads);
    } catch (RuntimeException e) {
      return Futures.failed(e);
    }
  }

  private interface Attempt {
    Future<Boolean> start();
  }

  @SuppressWarnings("NullAway") // Void has no other value
  private static Future<Void> attempt(Attempt attempt) {
    try {
      return attempt.start().map(done -> (Void) null, ExecutionContext.parasitic$.MODULE$);
    } catch (RuntimeException e) {
      return Futures.failed(e);
    }
  }
}
