package io.troupe.testkit.certifier;

import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Gives a few bytes at a time, as a stream over a file or a network may: a reader that does not
 * look at how many it got goes wrong.
 */
final class SmallReads extends InputStream {
  private static final int MAX_BYTES = 7;

  private final ByteBuffer bytes;

  SmallReads(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  @Override
  public int read() {
    return bytes.hasRemaining() ? Byte.toUnsignedInt(bytes.get()) : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (length == 0) {
      return 0;
    } else if (!bytes.hasRemaining()) {
      return -1;
    }
    int count = Math.min(MAX_BYTES, Math.min(length, bytes.remaining()));
    bytes.get(into, offset, count);
    return count;
  }
}
