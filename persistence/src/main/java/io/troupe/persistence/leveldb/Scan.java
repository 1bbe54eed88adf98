package io.troupe.persistence.leveldb;

import io.troupe.persistence.leveldb.JournalFiles.Progress;
import java.util.Map;

/** Goes once through the whole database, in the order of its keys, and tells how far it is. */
final class Scan {
  private static final int KEYS_BETWEEN_TELLING = 1_000;

  /** What a scan does with an entry. */
  interface Visitor {
    void visit(byte[] key, byte[] value);
  }

  private Scan() {}

  static void run(Database database, long totalBytes, Progress progress, Visitor visitor) {
    database.iterate(
        cursor -> {
          cursor.seek(new byte[] {0});
          long bytes = 0;
          for (long keys = 0; cursor.hasNext(); keys++) {
            if (keys % KEYS_BETWEEN_TELLING == 0) {
              progress.at(bytes, totalBytes);
            }
            Map.Entry<byte[], byte[]> entry = cursor.next();
            visitor.visit(entry.getKey(), entry.getValue());
            bytes += entry.getKey().length + entry.getValue().length;
          }
          progress.at(bytes, bytes);
          return true;
        });
  }
}
