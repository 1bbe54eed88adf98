package io.troupe.persistence.leveldb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * The keys of the database. The first byte tells the kind; numbers are big-endian, so that
 * LevelDB's order by bytes is the order of streams and sequence numbers.
 */
final class Keys {
  /** The next free stream number: {@code 01 's'}. */
  static final byte[] NEXT_STREAM = {1, 's'};

  private static final byte STREAM = 2;
  private static final byte EVENT = 3;
  private static final byte DELETED = 4;
  private static final byte PURGED = 5;
  private static final int EVENT_BYTES = 1 + 2 * Long.BYTES;

  private Keys() {}

  /** Stream number of a persistence id: {@code 02 utf-8}. */
  static byte[] stream(String persistenceId) {
    byte[] id = persistenceId.getBytes(UTF_8);
    return ByteBuffer.allocate(1 + id.length).put(STREAM).put(id).array();
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

  static boolean isEventOf(long stream, byte[] key) {
    return key.length == EVENT_BYTES && key[0] == EVENT && streamOf(key) == stream;
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

  private static byte[] numbered(byte kind, long stream) {
    return ByteBuffer.allocate(1 + Long.BYTES).put(kind).putLong(stream).array();
  }
}
