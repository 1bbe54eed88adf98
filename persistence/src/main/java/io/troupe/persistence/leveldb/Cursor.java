package io.troupe.persistence.leveldb;

import java.util.Arrays;
import java.util.Map;
import org.iq80.leveldb.DBIterator;

/** A forward iteration over the database; what LevelDB finds unreadable is reported as damage. */
final class Cursor {
  private final DBIterator iterator;
  private final Database database;

  Cursor(DBIterator iterator, Database database) {
    this.iterator = iterator;
    this.database = database;
  }

  /**
   * Goes to the first key at or after the given one. A damaged index can lead native LevelDB to one
   * before it; whoever searches by seeking would then search for ever.
   */
  void seek(byte[] key) {
    database.reading(
        () -> {
          iterator.seek(key);
          if (iterator.hasNext() && Arrays.compareUnsigned(iterator.peekNext().getKey(), key) < 0) {
            throw new IllegalStateException("a key before the one that was sought");
          }
          return true;
        });
  }

  boolean hasNext() {
    return database.reading(iterator::hasNext);
  }

  Map.Entry<byte[], byte[]> next() {
    return database.reading(iterator::next);
  }

  /** The next entry again and again, without moving. */
  Map.Entry<byte[], byte[]> peek() {
    return database.reading(iterator::peekNext);
  }
}
