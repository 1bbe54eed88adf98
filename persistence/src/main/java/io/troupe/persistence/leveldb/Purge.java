package io.troupe.persistence.leveldb;

import io.troupe.persistence.JournalException;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.Await;
import scala.concurrent.Future;
import scala.concurrent.duration.Duration;

/**
 * Frees the space of deleted events in the background: a bounded chunk of keys rides on a group
 * commit, the next chunk waits until that is durable. What a stop interrupts goes on at the next
 * start.
 */
final class Purge {
  private static final Logger LOG = LoggerFactory.getLogger(Purge.class);
  private static final int CHUNK_KEYS = 256;

  private final Database database;
  private final GroupCommit commits;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread created = new Thread(task, "troupe-journal-purge");
            created.setDaemon(true);
            return created;
          });

  private volatile boolean closed;

  Purge(Database database, GroupCommit commits) {
    this.database = database;
    this.commits = commits;
  }

  /** Looks for what is unfinished, then serves {@link #submit}. */
  void start() {
    thread.execute(this::resume);
  }

  /** Purges a stream up to and including a sequence number. */
  void submit(long stream, long deletedTo) {
    try {
      thread.execute(() -> purge(stream, deletedTo));
    } catch (RejectedExecutionException e) {
      LOG.debug("Purge of stream {} is left to the next start", stream);
    }
  }

  /** Lets the current chunk finish, drops the others, and waits for the thread. */
  void close() {
    closed = true;
    thread.shutdown();
    boolean interrupted = false;
    while (!thread.isTerminated()) {
      try {
        thread.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void resume() {
    unlessStopped(
        () ->
            database.iterate(
                cursor -> {
                  cursor.seek(Keys.firstDeleted());
                  while (!closed && cursor.hasNext() && Keys.isDeleted(cursor.peek().getKey())) {
                    byte[] key = cursor.peek().getKey();
                    long deletedTo = Counters.decode(key, cursor.next().getValue(), 0);
                    if (purgedTo(Keys.streamOf(key)) < deletedTo) {
                      submit(Keys.streamOf(key), deletedTo);
                    }
                  }
                  return true;
                }));
  }

  private void purge(long stream, long deletedTo) {
    unlessStopped(
        () -> {
          long from = purgedTo(stream) + 1;
          Puts deletes = chunk(stream, from, deletedTo);
          while (!closed && deletes.size() > 0) {
            commit(deletes);
            deletes = chunk(stream, from, deletedTo);
          }
          if (!closed) {
            commit(new Puts().putCounters(Keys.purged(stream), deletedTo));
          }
        });
  }

  private long purgedTo(long stream) {
    byte[] key = Keys.purged(stream);
    return Counters.decode(key, database.get(key), 0);
  }

  private Puts chunk(long stream, long from, long deletedTo) {
    return database.iterate(
        cursor -> {
          Puts deletes = new Puts();
          cursor.seek(Keys.event(stream, from));
          while (deletes.size() < CHUNK_KEYS && cursor.hasNext()) {
            Map.Entry<byte[], byte[]> entry = cursor.next();
            byte[] key = entry.getKey();
            if (!Keys.isEventOf(stream, key) || Keys.sequenceNrOf(key) > deletedTo) {
              break;
            }
            deletes.delete(key);
            if (EventRecord.isTagged(entry.getValue())) {
              EventRecord event = EventRecord.decode(key, entry.getValue());
              event.tags().forEach(tag -> deletes.delete(Keys.tagged(tag, event.offset())));
            }
          }
          return deletes;
        });
  }

  private void commit(Puts puts) {
    while (!closed) {
      Future<Boolean> durable;
      try {
        durable = commits.append(puts);
      } catch (JournalException.Overloaded e) {
        durable = commits.pending();
        await(durable);
        continue;
      }
      await(durable);
      return;
    }
  }

  private static void await(Future<Boolean> durable) {
    try {
      Await.result(durable, Duration.Inf());
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    }
  }

  private static void unlessStopped(Runnable work) {
    try {
      work.run();
    } catch (JournalException.Unavailable e) {
      LOG.debug("Purge stops with its store", e);
    } catch (RuntimeException e) {
      LOG.error("Space of deleted events is not freed", e);
    }
  }
}
