package io.troupe.persistence.leveldb;

import io.troupe.persistence.JournalException;
import io.troupe.persistence.plugin.Leases;
import java.io.IOException;
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
  private final Object numbering = new Object();
  private long nextStream;

  private EventStore(StoreDirectory directory) {
    this.directory = directory;
    this.database = directory.database();
    this.commits = directory.newGroupCommit();
    this.purge = new Purge(database, commits);
    this.nextStream =
        Math.max(1, Counters.decode(Keys.NEXT_STREAM, database.get(Keys.NEXT_STREAM), 0));
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
    Iterable<PersistentRepr> events = CollectionConverters.asJava(write.payload());
    String writer = events.iterator().next().writerUuid();
    synchronized (stream) {
      stream.requireNext(write.lowestSequenceNr(), writer);
      Puts puts = new Puts();
      try {
        encode(stream, events, codec, puts);
      } catch (Exception e) {
        stream.passed(write.highestSequenceNr(), writer);
        throw new RejectedException(e);
      }
      Future<Boolean> durable;
      try {
        durable = stream.isStored() ? commits.append(puts) : appendFirst(stream, puts);
      } catch (RuntimeException e) {
        stream.failed(writer);
        throw e;
      }
      stream.written(write.highestSequenceNr(), writer);
      return durable;
    }
  }

  private static void encode(
      EventStream stream, Iterable<PersistentRepr> events, EventCodec codec, Puts puts) {
    long previousNr = stream.highestNr();
    for (PersistentRepr event : events) {
      byte[] key = Keys.event(stream.number(), event.sequenceNr());
      puts.put(key, codec.toRecord(event, previousNr).encode(key));
      previousNr = event.sequenceNr();
    }
  }

  private Future<Boolean> appendFirst(EventStream stream, Puts events) {
    synchronized (numbering) {
      return commits.append(
          events
              .putCounters(Keys.stream(stream.persistenceId()), stream.number())
              .putCounters(Keys.NEXT_STREAM, nextStream));
    }
  }

  /** Completes when all that was queued before is durable. */
  Future<Boolean> pending() {
    return commits.pending();
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
              replay.run(database, max, consumer);
              return durable;
            },
            executor);
  }

  /** Makes durable what is queued, ends the threads and closes the files. */
  @Override
  public void close() {
    purge.close();
    commits.close();
    directory.close();
  }

  private EventStream stream(String persistenceId) {
    return streams.computeIfAbsent(persistenceId, this::load);
  }

  private EventStream load(String persistenceId) {
    byte[] key = Keys.stream(persistenceId);
    long number = Counters.decode(key, database.get(key), 0);
    if (number == 0) {
      return new EventStream(persistenceId, newStreamNumber(), false, 0, 0);
    }
    byte[] deleted = Keys.deleted(number);
    byte[] marker = database.get(deleted);
    long deletedTo = Counters.decode(deleted, marker, 0);
    long highestNr = Math.max(Counters.decode(deleted, marker, 1), lastStored(number, deletedTo));
    return new EventStream(persistenceId, number, true, highestNr, deletedTo);
  }

  private long newStreamNumber() {
    synchronized (numbering) {
      return nextStream++;
    }
  }

  /**
   * The last key of a stream, or {@code after} if there is none behind it. Gallops and bisects with
   * forward seeks: the Java engine cannot iterate backwards.
   */
  private long lastStored(long number, long after) {
    return database.iterate(
        cursor -> {
          long found = after;
          long step = 1;
          long none = Long.MAX_VALUE;
          while (found < none - 1) {
            long probe = step > 0 ? Math.min(none - 1, found + step) : found + (none - found) / 2;
            cursor.seek(Keys.event(number, probe));
            if (cursor.hasNext() && Keys.isEventOf(number, cursor.peek().getKey())) {
              found = Keys.sequenceNrOf(cursor.peek().getKey());
              step = Math.min(step * 2, 1L << 60);
            } else {
              none = probe;
              step = 0;
            }
          }
          return found;
        });
  }
}
