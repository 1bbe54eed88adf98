package io.troupe.persistence.leveldb;

import io.troupe.persistence.JournalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.DBException;
import org.iq80.leveldb.DBIterator;
import org.iq80.leveldb.Range;
import org.iq80.leveldb.ReadOptions;
import org.iq80.leveldb.WriteBatch;
import org.iq80.leveldb.WriteOptions;
import org.jspecify.annotations.Nullable;

/**
 * An open LevelDB that may be closed while others use it: native LevelDB would crash the JVM, here
 * {@link #close} waits for them and later uses fail.
 *
 * <p>Threads: any.
 */
final class Database implements AutoCloseable {
  private static final int READS_AT_MOST = 3;

  private final Path path;
  private final DB db;
  private final WriteOptions writes;
  private final boolean verifyChecksums;
  private final CurrentLog log;
  private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
  private volatile boolean closed;

  Database(Path path, DB db, JournalSettings settings, Engine engine) {
    this.path = path;
    this.db = db;
    this.writes = new WriteOptions().sync(settings.fsync());
    this.log = new CurrentLog(path, engine == Engine.JAVA);
    this.verifyChecksums = settings.verifyChecksums();
  }

  /**
   * The value of a key; null if there is none. Tried again if it fails: the Java engine may delete
   * a table that it has compacted before a reader, which has just chosen it, has opened it.
   */
  byte @Nullable [] get(byte[] key) {
    for (int tries = 1; ; tries++) {
      try {
        return using(open -> reading(() -> open.get(key, readOptions())));
      } catch (JournalException.Damaged e) {
        if (tries == READS_AT_MOST) {
          throw e;
        }
      }
    }
  }

  /** Runs the body with a cursor, which must not leave it. */
  <T> T iterate(Function<Cursor, T> body) {
    return using(
        open -> {
          DBIterator iterator = open.iterator(readOptions().fillCache(false));
          try {
            return body.apply(new Cursor(iterator, this));
          } finally {
            close(iterator);
          }
        });
  }

  /** About so many bytes the entries of a range take of the tables, as they are stored. */
  long approximateBytes(byte[] from, byte[] to) {
    return using(open -> open.getApproximateSizes(new Range(from, to))[0]);
  }

  WriteBatch newBatch() {
    return using(DB::createWriteBatch);
  }

  /**
   * Writes and, if so configured, syncs. One thread at a time.
   *
   * @param logBytes that the batch takes of the log, without what frames it
   */
  void write(WriteBatch batch, long logBytes) {
    using(
        open -> {
          writeNow(open, batch);
          if (writes.sync()) {
            keepLog(logBytes);
          }
          return true;
        });
  }

  /** A compaction that meets a damaged table fails the writes that come after it. */
  private void writeNow(DB open, WriteBatch batch) {
    try {
      open.write(batch, writes);
    } catch (DBException e) {
      throw new DBException(e.getMessage() + culprit(), e);
    }
  }

  private void keepLog(long logBytes) {
    try {
      log.keep(logBytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails once {@link #close} has begun: called from within a long iteration. */
  void requireOpen() {
    if (closed) {
      throw new JournalException.Unavailable("journal database " + path + " is closed");
    }
  }

  @Override
  public void close() {
    closed = true;
    use.writeLock().lock();
    try {
      close(db);
    } finally {
      use.writeLock().unlock();
    }
  }

  /** Both engines report damage as various runtime exceptions. */
  <T extends @Nullable Object> T reading(Supplier<T> read) {
    try {
      return read.get();
    } catch (JournalException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new JournalException.Damaged(
          "journal database "
              + path
              + " cannot be read ("
              + e
              + ")"
              + culprit()
              + "; "
              + Damage.FIX,
          e);
    }
  }

  private String culprit() {
    try {
      return TableFile.firstDamaged(path).map(table -> ": " + table + " is damaged").orElse("");
    } catch (IOException | JournalException e) {
      return "";
    }
  }

  private <T extends @Nullable Object> T using(Function<DB, T> body) {
    use.readLock().lock();
    try {
      requireOpen();
      return body.apply(db);
    } finally {
      use.readLock().unlock();
    }
  }

  private ReadOptions readOptions() {
    return new ReadOptions().verifyChecksums(verifyChecksums);
  }

  /** Closes what LevelDB hands out; none of it fails in practice. */
  static void close(java.io.Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      throw new DBException(e);
    }
  }
}
