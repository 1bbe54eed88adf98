package io.troupe.persistence.leveldb;

import java.nio.ByteBuffer;

/**
 * A key of the LevelDB plugin that comes with Pekko: id (4), sequence number (8), mapping (4), and
 * 4 bytes of zeros; all big-endian, so that an id's counter stands before its events. Ids are drawn
 * from {@value #FIRST_ID} on, for persistence ids and for tags alike: a tag is a persistence id
 * with the prefix {@value #TAG_PREFIX}, whose events are copies.
 *
 * <table>
 * <caption>Kinds of entries</caption>
 * <tr><th>id</th><th>sequence number</th><th>mapping</th><th>value</th></tr>
 * <tr><td>1</td><td>0</td><td>an id</td><td>the persistence id in UTF-8</td></tr>
 * <tr><td>an id</td><td>0</td><td>0</td><td>highest sequence number (8)</td></tr>
 * <tr><td>an id</td><td>from 1</td><td>0</td><td>the event, see {@link StockEvent}</td></tr>
 * <tr><td>an id</td><td>from 1</td><td>1</td><td>mark: the event is deleted (Akka 2.3)</td></tr>
 * </table>
 */
record StockKey(int id, long sequenceNr, int mapping) {
  static final int FIRST_ID = 10;
  static final String TAG_PREFIX = "$$$";

  private static final int NAMES = 1;
  private static final int USED_BYTES = 16;
  private static final int BYTES = 20;

  static StockKey name(int id) {
    return new StockKey(NAMES, 0, id);
  }

  static StockKey counter(int id) {
    return new StockKey(id, 0, 0);
  }

  static StockKey event(int id, long sequenceNr) {
    return new StockKey(id, sequenceNr, 0);
  }

  /** Behind all keys of an id. */
  static StockKey endOf(int id) {
    return new StockKey(id, Long.MAX_VALUE, 0);
  }

  /** What the counter of an id says; 0 if it has none. */
  static long highestNr(int id, Database source) {
    byte[] counter = source.get(counter(id).encode());
    return counter == null ? 0 : ByteBuffer.wrap(counter).getLong();
  }

  /** Whether a key may be one of the plugin's at all. */
  static boolean isStock(byte[] key) {
    return key.length == BYTES && ByteBuffer.wrap(key).getInt(USED_BYTES) == 0;
  }

  static StockKey decode(byte[] key) {
    ByteBuffer in = ByteBuffer.wrap(key);
    return new StockKey(in.getInt(), in.getLong(), in.getInt());
  }

  byte[] encode() {
    return ByteBuffer.allocate(BYTES).putInt(id).putLong(sequenceNr).putInt(mapping).array();
  }

  boolean isName() {
    return id == NAMES && sequenceNr == 0 && mapping >= FIRST_ID;
  }

  boolean isEventOf(int owner) {
    return id == owner && sequenceNr > 0 && mapping == 0;
  }

  boolean isDeletionMarkOf(StockKey event) {
    return id == event.id && sequenceNr == event.sequenceNr && mapping == 1;
  }
}
