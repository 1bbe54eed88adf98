package io.troupe.persistence.leveldb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.iq80.leveldb.WriteBatch;

/**
 * Which event has which tags, in a database of its own, because it may be larger than the memory.
 * What is put is seen by iterations that begin after {@link #flush}.
 */
final class StockTagIndex {
  private static final int PUTS_PER_BATCH = 1_000;
  private static final byte ID = 1;
  private static final byte OF_EVENT = 2;
  private static final byte OF_TAG = 3;
  private static final byte COPY = 4;
  private static final int EVENT_BYTES = 1 + Integer.BYTES + Long.BYTES;
  private static final int NO_TAG = 0;

  private final Database database;
  private Puts puts = new Puts();

  StockTagIndex(Database database) {
    this.database = database;
  }

  /** An event, by the number of its persistence id. */
  record Event(int id, long sequenceNr) {}

  /** A tagged event, and the place it has in the tag. */
  record Place(Event event, long position) {}

  void putId(String persistenceId, int id) {
    put(idKey(persistenceId), id);
  }

  /** The number of a persistence id; 0 if it has none. */
  int id(String persistenceId) {
    byte[] key = idKey(persistenceId);
    return (int) Counters.decode(key, database.get(key), 0);
  }

  /**
   * A tag's copy of an event.
   *
   * @param position in the tag
   * @param digest of its bytes
   */
  record Copy(Event event, int tag, long position, long digest) {}

  void put(Copy copy) {
    put(copyKey(copy), copy.digest());
  }

  /** Takes a copy for that of an event that is there: links the event and its tag. */
  void link(Copy copy) {
    put(eventKey(copy.event(), copy.tag()), copy.position());
    put(tagKey(copy.tag(), copy.position()), copy.event().id(), copy.event().sequenceNr());
  }

  /** All copies that were put, in the order of their events. */
  static void forEachCopy(Cursor cursor, Consumer<Copy> consumer) {
    cursor.seek(new byte[] {COPY});
    while (cursor.hasNext() && cursor.peek().getKey()[0] == COPY) {
      Map.Entry<byte[], byte[]> entry = cursor.next();
      byte[] key = entry.getKey();
      ByteBuffer in = ByteBuffer.wrap(key, 1, key.length - 1);
      Event event = new Event(in.getInt(), in.getLong());
      consumer.accept(
          new Copy(event, in.getInt(), in.getLong(), Counters.decode(key, entry.getValue(), 0)));
    }
  }

  void putOffset(Event event, long offset) {
    put(eventKey(event, NO_TAG), offset);
  }

  void flush() {
    WriteBatch batch = database.newBatch();
    try {
      puts.addTo(batch);
      database.write(batch, LogFile.BATCH_HEADER_BYTES + puts.logBytes());
    } finally {
      Database.close(batch);
    }
    puts = new Puts();
  }

  /** The first event of a tag at or behind a position; null-free: position 0 if there is none. */
  static Place firstOf(int tag, long position, Cursor cursor) {
    byte[] from = tagKey(tag, position);
    cursor.seek(from);
    if (cursor.hasNext()) {
      byte[] key = cursor.peek().getKey();
      ByteBuffer found = ByteBuffer.wrap(key);
      if (found.get() == OF_TAG && found.getInt() == tag) {
        byte[] value = cursor.peek().getValue();
        Event event =
            new Event((int) Counters.decode(key, value, 0), Counters.decode(key, value, 1));
        return new Place(event, found.getLong());
      }
    }
    return new Place(new Event(0, 0), 0);
  }

  /** The tags of an event. */
  static List<Integer> tagsOf(Event event, Cursor cursor) {
    List<Integer> tags = new ArrayList<>();
    cursor.seek(eventKey(event, NO_TAG + 1));
    while (isOf(event, cursor)) {
      tags.add(ByteBuffer.wrap(cursor.next().getKey()).getInt(EVENT_BYTES));
    }
    return tags;
  }

  /** Its offset; 0 if it has no tags. */
  static long offsetOf(Event event, Cursor cursor) {
    cursor.seek(eventKey(event, NO_TAG));
    return isOf(event, cursor)
        ? Counters.decode(cursor.peek().getKey(), cursor.peek().getValue(), 0)
        : 0;
  }

  private static boolean isOf(Event event, Cursor cursor) {
    if (!cursor.hasNext()) {
      return false;
    }
    ByteBuffer key = ByteBuffer.wrap(cursor.peek().getKey());
    return key.get() == OF_EVENT
        && key.getInt() == event.id()
        && key.getLong() == event.sequenceNr();
  }

  private void put(byte[] key, long... numbers) {
    puts.putCounters(key, numbers);
    if (puts.size() >= PUTS_PER_BATCH) {
      flush();
    }
  }

  private static byte[] idKey(String persistenceId) {
    byte[] text = persistenceId.getBytes(UTF_8);
    return ByteBuffer.allocate(1 + text.length).put(ID).put(text).array();
  }

  private static byte[] eventKey(Event event, int tag) {
    return ByteBuffer.allocate(EVENT_BYTES + Integer.BYTES)
        .put(OF_EVENT)
        .putInt(event.id())
        .putLong(event.sequenceNr())
        .putInt(tag)
        .array();
  }

  private static byte[] copyKey(Copy copy) {
    return ByteBuffer.allocate(EVENT_BYTES + Integer.BYTES + Long.BYTES)
        .put(COPY)
        .putInt(copy.event().id())
        .putLong(copy.event().sequenceNr())
        .putInt(copy.tag())
        .putLong(copy.position())
        .array();
  }

  private static byte[] tagKey(int tag, long position) {
    return ByteBuffer.allocate(EVENT_BYTES).put(OF_TAG).putInt(tag).putLong(position).array();
  }
}
