package io.troupe.bench;

import java.nio.ByteBuffer;

/**
 * The values written: eight bytes of id, then a pattern that follows from the id, so that a value
 * that was damaged or mixed with another one is recognised.
 *
 * <p>Sizes are multiples of eight bytes and at least sixteen.
 */
public final class Values {

  public static final int MIN_BYTES = 16;

  private Values() {}

  public static byte[] encode(long id, int bytes) {
    byte[] value = new byte[bytes];
    ByteBuffer out = ByteBuffer.wrap(value);
    out.putLong(id);
    for (long position = 1; out.hasRemaining(); position++) {
      out.putLong(pattern(id, position));
    }
    return value;
  }

  /** The id of the value between position and limit; moves neither. */
  public static long idOf(ByteBuffer value) {
    return value.getLong(value.position());
  }

  /** Whether the value between position and limit is exactly what {@link #encode} made. */
  public static boolean isIntact(ByteBuffer value) {
    int bytes = value.remaining();
    if (bytes < MIN_BYTES || bytes % Long.BYTES != 0) {
      return false;
    }
    int start = value.position();
    long id = value.getLong(start);
    for (int offset = Long.BYTES; offset < bytes; offset += Long.BYTES) {
      if (value.getLong(start + offset) != pattern(id, offset / Long.BYTES)) {
        return false;
      }
    }
    return true;
  }

  private static long pattern(long id, long position) {
    return (id + 1) * 0x9E3779B97F4A7C15L + position * 0xC2B2AE3D27D4EB4FL;
  }
}
