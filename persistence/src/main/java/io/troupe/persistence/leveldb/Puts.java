package io.troupe.persistence.leveldb;

import java.util.ArrayList;
import java.util.List;
import org.iq80.leveldb.WriteBatch;

/** Changes that become durable together or not at all. */
final class Puts {
  /** LevelDB's own bytes around a key and a value, roughly. */
  private static final int ENTRY_BYTES = 8;

  private static final byte[] DELETE = new byte[0];

  /** Most writes are of one event. */
  private static final int USUAL_ENTRIES = 2;

  private final List<byte[]> keys = new ArrayList<>(USUAL_ENTRIES);
  private final List<byte[]> values = new ArrayList<>(USUAL_ENTRIES);
  private long bytes;
  private long logBytes;

  Puts put(byte[] key, byte[] value) {
    keys.add(key);
    values.add(value);
    bytes += key.length + value.length + ENTRY_BYTES;
    logBytes += 1 + sizedBytes(key) + (value == DELETE ? 0 : sizedBytes(value));
    return this;
  }

  private static int sizedBytes(byte[] bytes) {
    return Fields.varintBytes(bytes.length) + bytes.length;
  }

  Puts putCounters(byte[] key, long... numbers) {
    return put(key, Counters.encode(key, numbers));
  }

  Puts delete(byte[] key) {
    return put(key, DELETE);
  }

  int size() {
    return keys.size();
  }

  long bytes() {
    return bytes;
  }

  /** What the entries take of a batch in LevelDB's log, exactly. */
  long logBytes() {
    return logBytes;
  }

  void addTo(WriteBatch batch) {
    for (int i = 0; i < keys.size(); i++) {
      if (values.get(i) == DELETE) {
        batch.delete(keys.get(i));
      } else {
        batch.put(keys.get(i), values.get(i));
      }
    }
  }
}
