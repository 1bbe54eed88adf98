package io.troupe.persistence.leveldb;

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

  /** Goes to the first key at or after the given one. */
  void seek(byte[] key) {
    database.reading(
        () -> {
          iterator.seek(key);
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
