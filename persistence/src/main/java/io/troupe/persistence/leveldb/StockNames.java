package io.troupe.persistence.leveldb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/** The persistence ids and tags in a database of Pekko's plugin, in the order of their numbers. */
final class StockNames {
  private StockNames() {}

  /** Takes an id, and the persistence id or the prefixed tag that has it. */
  interface Consumer {
    void accept(int id, String name);
  }

  static void forEach(Database source, Consumer consumer) {
    source.iterate(
        cursor -> {
          cursor.seek(StockKey.name(StockKey.FIRST_ID).encode());
          while (cursor.hasNext()) {
            Map.Entry<byte[], byte[]> entry = cursor.next();
            StockKey key = StockKey.decode(entry.getKey());
            if (!key.isName()) {
              break;
            }
            consumer.accept(key.mapping(), new String(entry.getValue(), UTF_8));
          }
          return true;
        });
  }
}
