package io.troupe.bench.journal;

import java.nio.ByteBuffer;

/**
 * What is written: writer (8), number (8), and a filling that follows from both; a multiple of 8
 * bytes.
 */
public final class Events {
  /** Bytes of the smallest event. */
  public static final int MIN_BYTES = 2 * Long.BYTES;

  private static final long STEP = 0x9E3779B97F4A7C15L;

  private Events() {}

  static byte[] encode(int writer, long number, int bytes) {
    byte[] event = new byte[bytes];
    ByteBuffer out = ByteBuffer.wrap(event).putLong(writer).putLong(number);
    for (long filling = filling(writer, number); out.hasRemaining(); filling += STEP) {
      out.putLong(filling);
    }
    return event;
  }

  /**
   * Compares.
   *
   * @throws IllegalStateException if it is not the event that {@link #encode} made
   */
  static void check(byte[] event, int writer, long number, int bytes) {
    ByteBuffer in = ByteBuffer.wrap(event);
    boolean same = event.length == bytes && in.getLong() == writer && in.getLong() == number;
    for (long filling = filling(writer, number); same && in.hasRemaining(); filling += STEP) {
      same = in.getLong() == filling;
    }
    if (!same) {
      throw new IllegalStateException("event " + number + " of writer " + writer + " is not there");
    }
  }

  /** Does not compress, and costs little. */
  private static long filling(int writer, long number) {
    return (writer * 31L + number) * STEP;
  }
}
