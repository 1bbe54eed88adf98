package io.troupe.persistence.leveldb;

import java.util.Arrays;
import java.util.Map;
import org.iq80.leveldb.DBIterator;
import org.jspecify.annotations.Nullable;

/**
 * A forward iteration over the database; what LevelDB finds unreadable is reported as damage.
 *
 * <p>Each entry is taken from LevelDB once: through JNI a look at it copies key and value, and
 * costs more than all else that a replay does with an event.
 */
final class Cursor {
  private final DBIterator iterator;
  private final Database database;

  /** Taken from the iterator, which is behind it already. */
  private Map.@Nullable Entry<byte[], byte[]> peeked;

  Cursor(DBIterator iterator, Database database) {
    this.iterator = iterator;
    this.database = database;
  }

  /**
   * Goes to the first key at or after the given one. A damaged index can lead native LevelDB to one
   * before it; whoever searches by seeking would then search for ever.
   */
  void seek(byte[] key) {
    peeked = null;
    database.reading(
        () -> {
          iterator.seek(key);
          if (hasNext() && Arrays.compareUnsigned(peek().getKey(), key) < 0) {
            throw new IllegalStateException("a key before the one that was sought");
          }
          return true;
        });
  }

  boolean hasNext() {
    return peeked != null || database.reading(iterator::hasNext);
  }

  Map.Entry<byte[], byte[]> next() {
    Map.Entry<byte[], byte[]> entry = peek();
    peeked = null;
    return entry;
  }

  /** The next entry again and again, without moving. */
  Map.Entry<byte[], byte[]> peek() {
    Map.Entry<byte[], byte[]> entry = peeked;
    if (entry == null) {
      entry = database.reading(iterator::next);
      peeked = entry;
    }
    return entry;
  }
}
