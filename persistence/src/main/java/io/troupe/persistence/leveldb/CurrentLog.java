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
 * <p>A look costs one {@code stat}. A log that is written is at least as long as what was written
 * to it: exactly (Java engine), or in whole chunks that are mapped into memory (native). One that
 * LevelDB has left holds less than what was written to it and the last write together: it keeps its
 * length, is cut to what it holds, or vanishes. LevelDB appends to no log that it finds; so all of
 * one was written here.
 *
 * <p>Threads: the one that writes.
 */
final class CurrentLog {
  private final Path database;
  private final boolean isExact;
  private File log;
  private long end;

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
   * @return whether another log was begun
   * @throws IOException if less than that was written: the Java engine does not notice when the
   *     system takes a part only, as it does at the end of a disk or a quota
   */
  boolean keep(long recordBytes) throws IOException {
    end = LogFile.endOf(end, recordBytes);
    if (log.length() >= end) {
      return false;
    }
    File newest = newest();
    boolean begun = !newest.equals(log);
    if (begun) {
      log = newest;
      end = LogFile.endOf(0, recordBytes);
    }
    requireWhole();
    if (begun) {
      Directories.sync(database);
    }
    return begun;
  }

  private void requireWhole() throws IOException {
    long length = log.length();
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
