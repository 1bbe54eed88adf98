package io.troupe.persistence.leveldb;

import io.troupe.persistence.JournalException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The frame of a record: version (1), flags (1), CRC-32C (4) of the key, the flags and all that
 * follows. So a record that lies under another key is found out too.
 */
final class Checked {
  static final int HEAD_BYTES = 6;
  private static final byte VERSION = 1;

  private Checked() {}

  /** A buffer that starts with an unfinished head, with space for more. */
  static ByteBuffer head(int flags, int moreBytesAtMost) {
    return ByteBuffer.allocate(HEAD_BYTES + moreBytesAtMost)
        .put(VERSION)
        .put((byte) flags)
        .putInt(0);
  }

  /** The value to store: what was put behind the head, then the body, which is copied once only. */
  static byte[] seal(byte[] key, ByteBuffer head, byte[] body) {
    head.flip();
    byte[] value = new byte[head.remaining() + body.length];
    int headBytes = head.remaining();
    head.get(value, 0, headBytes);
    System.arraycopy(body, 0, value, headBytes, body.length);
    ByteBuffer.wrap(value).putInt(2, crc(key, value));
    return value;
  }

  /**
   * Verifies a stored value.
   *
   * @return what follows the head
   * @throws JournalException.Damaged whose message ends a sentence
   */
  static ByteBuffer open(byte[] key, byte[] value) {
    if (value.length < HEAD_BYTES) {
      throw new JournalException.Damaged("has only " + value.length + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(value);
    if (in.getInt(2) != crc(key, value)) {
      throw new JournalException.Damaged("has a wrong checksum");
    }
    if (value[0] != VERSION) {
      throw new JournalException.Damaged(
          "has format version "
              + value[0]
              + ", expected "
              + VERSION
              + "; it is of a newer release");
    }
    return in.position(HEAD_BYTES);
  }

  /** The flags of a value, which need not be verified. */
  static int flags(byte[] value) {
    return value.length < HEAD_BYTES ? 0 : value[1];
  }

  private static int crc(byte[] key, byte[] value) {
    CRC32C crc = new CRC32C();
    crc.update(key);
    crc.update(value, 1, 1);
    crc.update(value, HEAD_BYTES, value.length - HEAD_BYTES);
    return (int) crc.getValue();
  }
}
