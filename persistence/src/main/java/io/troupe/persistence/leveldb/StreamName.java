package io.troupe.persistence.leveldb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.troupe.persistence.JournalException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The value under {@link Keys#name}: a persistence id in UTF-8 and the CRC-32C of key and id. */
final class StreamName {
  private StreamName() {}

  static byte[] encode(byte[] key, String persistenceId) {
    byte[] id = persistenceId.getBytes(UTF_8);
    return ByteBuffer.allocate(id.length + Integer.BYTES).put(id).putInt(crc(key, id)).array();
  }

  static String decode(byte[] key, byte[] value) {
    int length = value.length - Integer.BYTES;
    if (length >= 0) {
      byte[] id = java.util.Arrays.copyOf(value, length);
      if (ByteBuffer.wrap(value).getInt(length) == crc(key, id)) {
        return new String(id, UTF_8);
      }
    }
    throw new JournalException.Damaged(
        "the persistence id of stream " + Keys.streamOf(key) + " is altered; " + Damage.FIX);
  }

  private static int crc(byte[] key, byte[] id) {
    CRC32C crc = new CRC32C();
    crc.update(key);
    crc.update(id);
    return (int) crc.getValue();
  }
}
