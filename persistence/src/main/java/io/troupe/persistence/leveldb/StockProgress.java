package io.troupe.persistence.leveldb;

import io.troupe.persistence.leveldb.JournalFiles.Progress;
import java.util.Map;

/** How far a migration is: it goes over the bytes of the old database twice. */
final class StockProgress {
  private static final int ENTRIES_BETWEEN_TELLING = 1_000;

  private final Progress progress;
  private final long total;
  private long bytes;
  private long entries;

  StockProgress(Progress progress, long databaseBytes) {
    this.progress = progress;
    this.total = 2 * databaseBytes;
  }

  void copied(long fileBytes) {
    bytes += fileBytes;
    progress.at(bytes, total);
  }

  void read(Map.Entry<byte[], byte[]> entry) {
    bytes += entry.getKey().length + entry.getValue().length;
    if (entries++ % ENTRIES_BETWEEN_TELLING == 0) {
      progress.at(bytes, total);
    }
  }

  void end() {
    progress.at(bytes, bytes);
  }
}
