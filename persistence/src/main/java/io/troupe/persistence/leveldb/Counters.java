package io.troupe.persistence.leveldb;

import io.troupe.persistence.JournalException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Values that are a few numbers, followed by the CRC-32C of key and numbers. */
final class Counters {
  private Counters() {}

  static byte[] encode(byte[] key, long... numbers) {
    ByteBuffer value = ByteBuffer.allocate(numbers.length * Long.BYTES + Integer.BYTES);
    for (long number : numbers) {
      value.putLong(number);
    }
    return value.putInt(crc(key, value.array(), value.position())).array();
  }

  /** The number at the given position; 0 if there is no value. */
  static long decode(byte[] key, byte @Nullable [] value, int position) {
    if (value == null) {
      return 0;
    }
    int numbers = value.length - Integer.BYTES;
    ByteBuffer bytes = ByteBuffer.wrap(value);
    if (numbers < (position + 1) * Long.BYTES
        || bytes.getInt(numbers) != crc(key, value, numbers)) {
      throw new JournalException.Damaged(
          "journal counter of kind " + key[0] + " is altered; " + Damage.FIX);
    }
    return bytes.getLong(position * Long.BYTES);
  }

  private static int crc(byte[] key, byte[] value, int length) {
    CRC32C crc = new CRC32C();
    crc.update(key);
    crc.update(value, 0, length);
    return (int) crc.getValue();
  }
}
