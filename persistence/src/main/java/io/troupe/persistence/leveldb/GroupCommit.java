package io.troupe.persistence.leveldb;

import io.troupe.persistence.JournalException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.pekko.dispatch.Futures;
import org.iq80.leveldb.WriteBatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.Future;
import scala.concurrent.Promise;

/**
 * Turns the writes of many actors into few synced batches, without a timer: what arrives while one
 * batch is being synced forms the next. Under load that is many writes; alone, a write goes at
 * once.
 *
 * <p>Two batches are in flight: callers fill the last one of the queue on their own threads while
 * the writer thread syncs the first. A batch takes writes up to a number of bytes; the queue is
 * bounded in bytes and entries, and a write beyond that is refused, never delayed.
 *
 * <p>A write or fsync that fails is final. The operating system may have dropped the pages and
 * would report the next fsync as a success: so all queued and later writes fail until the store is
 * opened anew and has read back what is there.
 *
 * <p>Threads: {@link #append} and {@link #pending} from any, without blocking for I/O.
 */
final class GroupCommit {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final Future<Boolean> DURABLE = Futures.successful(true);

  private final Database database;
  private final HighWater highWater;
  private final JournalSettings settings;
  private final String name;
  private final Thread writer;

  /** Of the writer thread. */
  private long lastSequence;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final ArrayDeque<Batch> queue = new ArrayDeque<>();
  private @Nullable Batch syncing;
  private long queuedBytes;
  private int queuedEntries;
  private JournalException.@Nullable Unavailable failure;
  private boolean closing;

  /**
   * Prepares to write behind a sequence number.
   *
   * @param lastSequence LevelDB's, which counts every put and delete
   */
  GroupCommit(Database database, HighWater highWater, JournalSettings settings, long lastSequence) {
    this.database = database;
    this.highWater = highWater;
    this.settings = settings;
    this.lastSequence = lastSequence;
    this.name = settings.directory().toString();
    this.writer = new Thread(this::commitBatches, "troupe-journal-" + settings.directory());
    writer.setDaemon(true);
  }

  void start() {
    writer.start();
  }

  /**
   * Queues the changes for the next batch.
   *
   * @return completes when they are durable, in the order of the appends; fails if that is unknown
   * @throws JournalException if they are refused; nothing is queued then
   */
  Future<Boolean> append(Puts puts) {
    lock.lock();
    try {
      refuseIfUnavailable();
      refuseIfOverloaded(puts);
      Batch batch = queue.peekLast();
      if (batch == null || batch.bytes + puts.bytes() > settings.maxBatchBytes()) {
        batch = new Batch(database.newBatch());
        queue.addLast(batch);
      }
      batch.add(puts);
      queuedBytes += puts.bytes();
      queuedEntries += puts.size();
      if (syncing == null) {
        work.signal();
      }
      return batch.durable.future();
    } finally {
      lock.unlock();
    }
  }

  /** Completes when all that was appended before is durable. */
  Future<Boolean> pending() {
    lock.lock();
    try {
      refuseIfUnavailable();
      Batch last = queue.isEmpty() ? syncing : queue.peekLast();
      return last == null ? DURABLE : last.durable.future();
    } finally {
      lock.unlock();
    }
  }

  /** Commits what is queued and ends the writer thread. */
  void close() {
    lock.lock();
    try {
      closing = true;
      work.signal();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    while (writer.isAlive()) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void refuseIfUnavailable() {
    if (failure != null) {
      throw new JournalException.Unavailable(String.valueOf(failure.getMessage()), failure);
    }
    if (closing) {
      throw new JournalException.Unavailable(
          "journal " + settings.directory() + " is closed; nothing was written");
    }
  }

  private void refuseIfOverloaded(Puts puts) {
    boolean bytes = queuedBytes + puts.bytes() > settings.maxQueuedBytes();
    if (bytes || queuedEntries + puts.size() > settings.maxQueuedEvents()) {
      throw new JournalException.Overloaded(
          String.format(
              "journal %s: %d bytes in %d entries are not yet durable, and a write of %d bytes in"
                  + " %d entries would exceed %s; nothing of it was written. Send less at once, or"
                  + " raise the bound",
              settings.directory(),
              queuedBytes,
              queuedEntries,
              puts.bytes(),
              puts.size(),
              bytes ? "max-queued-bytes" : "max-queued-events"));
    }
  }

  private void commitBatches() {
    for (Batch batch = next(); batch != null; batch = next()) {
      CommitEvent event = new CommitEvent(name, batch.entries, batch.bytes);
      event.begin();
      try {
        database.write(batch.writes, batch.logBytes);
        lastSequence += batch.entries;
        if (settings.fsync()) {
          highWater.record(lastSequence);
        }
        event.commit();
        batch.durable.success(true);
      } catch (Throwable e) {
        fail(batch, e);
      } finally {
        Database.close(batch.writes);
      }
    }
  }

  private @Nullable Batch next() {
    lock.lock();
    try {
      if (syncing != null) {
        queuedBytes -= syncing.bytes;
        queuedEntries -= syncing.entries;
        syncing = null;
      }
      while (queue.isEmpty() && !closing) {
        work.awaitUninterruptibly();
      }
      syncing = queue.pollFirst();
      return syncing;
    } finally {
      lock.unlock();
    }
  }

  private void fail(Batch failed, Throwable cause) {
    JournalException.Unavailable error =
        new JournalException.Unavailable(
            "journal "
                + settings.directory()
                + " failed to write ("
                + cause
                + "), which is final: whether the last writes are stored is unknown. Check the disk"
                + " and restart the process",
            cause);
    LOG.error(error.getMessage(), cause);
    List<Batch> abandoned;
    lock.lock();
    try {
      failure = error;
      abandoned = List.copyOf(queue);
      queue.clear();
    } finally {
      lock.unlock();
    }
    failed.durable.failure(error);
    for (Batch batch : abandoned) {
      batch.durable.failure(error);
      Database.close(batch.writes);
    }
  }

  private static final class Batch {
    private final WriteBatch writes;
    private final Promise<Boolean> durable = Futures.promise();
    private long bytes;
    private long logBytes = LogFile.BATCH_HEADER_BYTES;
    private int entries;

    Batch(WriteBatch writes) {
      this.writes = writes;
    }

    void add(Puts puts) {
      puts.addTo(writes);
      bytes += puts.bytes();
      logBytes += puts.logBytes();
      entries += puts.size();
    }
  }
}
