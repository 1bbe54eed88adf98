package io.troupe.persistence.leveldb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The keys of the database. The first byte tells the kind; numbers are big-endian, so that
 * LevelDB's order by bytes is the order of streams and sequence numbers.
 */
final class Keys {
  /** The next free stream number: {@code 01 's'}. */
  static final byte[] NEXT_STREAM = {1, 's'};

  /** The next free offset of a tagged event: {@code 01 't'}. */
  static final byte[] NEXT_OFFSET = {1, 't'};

  private static final byte STREAM = 2;
  private static final byte EVENT = 3;
  private static final byte DELETED = 4;
  private static final byte PURGED = 5;
  private static final byte TAGGED = 6;
  private static final byte NAME = 7;
  private static final byte STATE = 8;
  private static final int EVENT_BYTES = 1 + 2 * Long.BYTES;

  private Keys() {}

  /** Stream number of a persistence id: {@code 02 utf-8}. */
  static byte[] stream(String persistenceId) {
    return ofId(STREAM, persistenceId);
  }

  /** One event: {@code 03 stream sequence-number}. */
  static byte[] event(long stream, long sequenceNr) {
    return ByteBuffer.allocate(EVENT_BYTES).put(EVENT).putLong(stream).putLong(sequenceNr).array();
  }

  /** Logical end of deletion of a stream: {@code 04 stream}. */
  static byte[] deleted(long stream) {
    return numbered(DELETED, stream);
  }

  /** The first key of all {@link #deleted} keys. */
  static byte[] firstDeleted() {
    return new byte[] {DELETED};
  }

  /** Physical end of deletion of a stream: {@code 05 stream}. */
  static byte[] purged(long stream) {
    return numbered(PURGED, stream);
  }

  /** An event with a tag: {@code 06 length utf-8 offset}, the length in 4 bytes. */
  static byte[] tagged(String tag, long offset) {
    byte[] text = tag.getBytes(UTF_8);
    return ByteBuffer.allocate(1 + Integer.BYTES + text.length + Long.BYTES)
        .put(TAGGED)
        .putInt(text.length)
        .put(text)
        .putLong(offset)
        .array();
  }

  /** Persistence id of a stream number: {@code 07 stream}. */
  static byte[] name(long stream) {
    return numbered(NAME, stream);
  }

  /** Durable state of a persistence id: {@code 08 utf-8}. */
  static byte[] state(String persistenceId) {
    return ofId(STATE, persistenceId);
  }

  /** The first key of all {@link #state} keys. */
  static byte[] firstState() {
    return new byte[] {STATE};
  }

  static boolean isStream(byte[] key) {
    return key[0] == STREAM;
  }

  static boolean isState(byte[] key) {
    return key[0] == STATE;
  }

  /** Of the key of a stream or of a state. */
  static String persistenceIdOf(byte[] key) {
    return new String(key, 1, key.length - 1, UTF_8);
  }

  static boolean isTagged(byte[] key) {
    return key.length > Integer.BYTES + Long.BYTES && key[0] == TAGGED;
  }

  static String tagOf(byte[] taggedKey) {
    int before = 1 + Integer.BYTES;
    return new String(taggedKey, before, taggedKey.length - before - Long.BYTES, UTF_8);
  }

  /** Whether an entry of a tag's index, given by key and value, is that of an event. */
  static boolean isSameEvent(byte[] eventKey, byte[] taggedKey, byte[] entry) {
    return Counters.decode(taggedKey, entry, 0) == streamOf(eventKey)
        && Counters.decode(taggedKey, entry, 1) == sequenceNrOf(eventKey);
  }

  static boolean isCounter(byte[] key) {
    return Arrays.equals(key, NEXT_STREAM)
        || Arrays.equals(key, NEXT_OFFSET)
        || (key.length == 1 + Long.BYTES && (key[0] == DELETED || key[0] == PURGED));
  }

  static boolean isName(byte[] key) {
    return key.length == 1 + Long.BYTES && key[0] == NAME;
  }

  /** Whether the key is that of some event with the same tag as {@code other}. */
  static boolean isSameTag(byte[] key, byte[] other) {
    int prefix = other.length - Long.BYTES;
    return key.length == other.length && Arrays.equals(key, 0, prefix, other, 0, prefix);
  }

  static long offsetOf(byte[] taggedKey) {
    return ByteBuffer.wrap(taggedKey).getLong(taggedKey.length - Long.BYTES);
  }

  static boolean isEventOf(long stream, byte[] key) {
    return isEvent(key) && streamOf(key) == stream;
  }

  static boolean isEvent(byte[] key) {
    return key.length == EVENT_BYTES && key[0] == EVENT;
  }

  static boolean isDeleted(byte[] key) {
    return key.length == 1 + Long.BYTES && key[0] == DELETED;
  }

  static long streamOf(byte[] key) {
    return ByteBuffer.wrap(key).getLong(1);
  }

  static long sequenceNrOf(byte[] eventKey) {
    return ByteBuffer.wrap(eventKey).getLong(1 + Long.BYTES);
  }

  private static byte[] ofId(byte kind, String persistenceId) {
    byte[] id = persistenceId.getBytes(UTF_8);
    return ByteBuffer.allocate(1 + id.length).put(kind).put(id).array();
  }

  private static byte[] numbered(byte kind, long stream) {
    return ByteBuffer.allocate(1 + Long.BYTES).put(kind).putLong(stream).array();
  }
}
