package io.troupe.persistence.leveldb;

import io.troupe.persistence.Directories;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;

/**
 * Notices that LevelDB has begun another log, and makes its name durable. LevelDB syncs what it
 * writes to a log, but not the directory in which the log is new: on a file system that does not
 * keep a file's name with its content, a power loss takes the whole log with all that was
 * acknowledged since.
 *
 * <p>A look costs one {@code stat}. As long as a log is written it grows (Java engine), or keeps a
 * length in whole chunks that are mapped into memory (native); when LevelDB leaves it, it keeps its
 * length, is cut to what it holds, or vanishes. That a native log is left with exactly a chunk's
 * length, and goes unnoticed until the next, happens to one in 65,536.
 *
 * <p>Threads: the one that writes.
 */
final class CurrentLog {
  private static final long CHUNK_BYTES = 64 << 10;

  private final Path database;
  private final boolean isExact;
  private File log;
  private long length;

  /**
   * Knows no log yet.
   *
   * @param isExact whether logs are as long as what was written to them: with the Java engine
   */
  CurrentLog(Path database, boolean isExact) {
    this.database = database;
    this.isExact = isExact;
    this.log = database.resolve("no log yet").toFile();
  }

  /**
   * Call after each synced write, before it is acknowledged.
   *
   * @param recordBytes of the batch
   * @throws IOException if less than that was written: the Java engine does not notice when the
   *     system takes a part only, as it does at the end of a disk or a quota
   */
  void keep(long recordBytes) throws IOException {
    long now = log.length();
    boolean goesOn = now > length || (now == length && now > 0 && now % CHUNK_BYTES == 0);
    long before = length;
    if (!goesOn) {
      before = 0;
      log = newest();
      now = log.length();
    }
    length = now;
    requireWhole(LogFile.endOf(before, recordBytes));
    if (!goesOn) {
      Directories.sync(database);
    }
  }

  private void requireWhole(long end) throws IOException {
    if (isExact && length < end) {
      throw new IOException(
          log + " has " + length + " bytes after a write up to " + end + ": is the disk full?");
    }
  }

  private File newest() throws IOException {
    SortedMap<Long, Path> logs = Manifest.logsIn(database);
    return logs.values().stream().reduce((older, newer) -> newer).map(Path::toFile).orElse(log);
  }
}
