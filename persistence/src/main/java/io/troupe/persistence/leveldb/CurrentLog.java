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
  private File log;
  private long length;

  CurrentLog(Path database) {
    this.database = database;
    this.log = database.resolve("no log yet").toFile();
  }

  /** Call after each synced write, before it is acknowledged. */
  void keepName() throws IOException {
    long now = log.length();
    boolean goesOn = now > length || (now == length && now > 0 && now % CHUNK_BYTES == 0);
    if (goesOn) {
      length = now;
      return;
    }
    log = newest();
    length = log.length();
    Directories.sync(database);
  }

  private File newest() throws IOException {
    SortedMap<Long, Path> logs = Manifest.logsIn(database);
    return logs.values().stream().reduce((older, newer) -> newer).map(Path::toFile).orElse(log);
  }
}
