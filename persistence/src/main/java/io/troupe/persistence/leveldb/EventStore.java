package io.troupe.persistence.leveldb;

import io.troupe.persistence.JournalException;
import io.troupe.persistence.plugin.Leases;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.PersistentRepr;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The events of all persistence ids in one directory.
 *
 * <p>Threads: any. {@link #write} and {@link #delete} queue and return, except that the first use
 * of a persistence id reads the database; {@link #highestNr} and {@link #replay} read it.
 */
final class EventStore implements Leases.Shared {
  private final StoreDirectory directory;
  private final Database database;
  private final GroupCommit commits;
  private final Purge purge;
  private final Map<String, EventStream> streams = new ConcurrentHashMap<>();
  private final Signals signals = new Signals();
  private final StreamTable table;
  private final Appender appender;
  private final Pages pages;
  private final StateStore states;

  private EventStore(StoreDirectory directory) {
    this.directory = directory;
    this.database = directory.database();
    this.commits = directory.newGroupCommit();
    this.purge = new Purge(database, commits);
    this.table = new StreamTable(database);
    this.appender = new Appender(database, commits, signals);
    this.pages = new Pages(directory.databasePath(), database, this::stream);
    this.states = new StateStore(directory.databasePath(), database, commits);
  }

  /**
   * Opens the store and starts its threads.
   *
   * @throws io.troupe.persistence.DataDirectoryException if the directory is not ours to use
   * @throws JournalException.Damaged if something is missing or altered
   */
  static EventStore open(JournalSettings settings) throws IOException {
    StoreDirectory directory = StoreDirectory.open(settings);
    try {
      EventStore store = new EventStore(directory);
      store.commits.start();
      store.purge.start();
      return store;
    } catch (Throwable e) {
      directory.close();
      throw e;
    }
  }

  /**
   * Queues the events of an atomic write.
   *
   * @return completes when they, and all queued before, are durable
   * @throws RejectedException if one of them cannot be serialized; none is stored
   * @throws JournalException if the write is refused; none is stored
   */
  Future<Boolean> write(AtomicWrite write, EventCodec codec) throws RejectedException {
    EventStream stream = stream(write.persistenceId());
    List<PersistentRepr> events =
        write.size() == 1
            ? List.of(write.payload().head())
            : List.copyOf(CollectionConverters.asJava(write.payload()));
    synchronized (stream) {
      stream.requireNext(write.lowestSequenceNr(), events.get(0).writerUuid());
      return appender.append(stream, events, codec);
    }
  }

  /** Completes when all that was queued before is durable. */
  Future<Boolean> pending() {
    return commits.pending();
  }

  Signals signals() {
    return signals;
  }

  Pages pages() {
    return pages;
  }

  /** The durable states in the same database. */
  StateStore states() {
    return states;
  }

  /** The largest offset of a tagged event; 0 if there was none. */
  long lastOffset() {
    return appender.lastOffset();
  }

  /** The largest number of a persistence id; 0 if there was none. */
  long lastStream() {
    return appender.lastStream();
  }

  /** Sequence number of the newest event ever written, deleted or not; 0 if none. */
  long highestNr(String persistenceId) {
    return stream(persistenceId).highestNr();
  }

  /**
   * Deletes events up to and including a sequence number, at once for every reader; the space is
   * freed in the background.
   *
   * @return completes when the deletion is durable
   */
  Future<Boolean> delete(String persistenceId, long toSequenceNr) {
    EventStream stream = stream(persistenceId);
    synchronized (stream) {
      long deletedTo = Math.min(toSequenceNr, stream.highestNr());
      if (deletedTo <= stream.deletedTo()) {
        return commits.pending();
      }
      byte[] key = Keys.deleted(stream.number());
      Future<Boolean> durable =
          commits.append(new Puts().putCounters(key, deletedTo, stream.highestNr()));
      stream.deleteTo(deletedTo);
      purge.submit(stream.number(), deletedTo);
      return durable;
    }
  }

  /**
   * Passes up to {@code max} events of the given range to the consumer, in order, on the executor.
   *
   * @return fails with {@link JournalException.Damaged} if one is missing or altered; those before
   *     it were passed
   */
  Future<Boolean> replay(
      String persistenceId,
      long from,
      long to,
      long max,
      Consumer<EventRecord> consumer,
      ExecutionContext executor) {
    Replay replay = new Replay(directory.databasePath(), stream(persistenceId), from, to);
    return commits
        .pending()
        .map(
            durable -> {
              replay.run(
                  database,
                  max,
                  record -> {
                    consumer.accept(record);
                    return true;
                  });
              return durable;
            },
            executor);
  }

  /** Makes durable what is queued, ends the threads and closes the files. */
  @Override
  public void close() {
    signals.close();
    purge.close();
    commits.close();
    directory.close();
  }

  private EventStream stream(String persistenceId) {
    return streams.computeIfAbsent(persistenceId, table::load);
  }
}
