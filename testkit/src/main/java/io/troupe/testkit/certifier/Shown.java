package io.troupe.testkit.certifier;

import java.util.Arrays;
import java.util.HexFormat;

/** Values and bytes in a report: short enough to read. */
final class Shown {
  private static final int MAX_CHARACTERS = 200;
  private static final int CONTEXT_BYTES = 8;

  private Shown() {}

  static String value(Object value) {
    String text = value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : "" + value;
    return text.length() <= MAX_CHARACTERS
        ? text
        : text.substring(0, MAX_CHARACTERS) + "... (" + text.length() + " characters)";
  }

  /** Where two runs of bytes part, and how they go on there. */
  static String difference(byte[] first, byte[] second) {
    int at = Arrays.mismatch(first, second);
    return String.format(
        "%d and %d bytes, different from byte %d on: %s and %s",
        first.length, second.length, at, around(first, at), around(second, at));
  }

  private static String around(byte[] bytes, int at) {
    if (at == bytes.length) {
      return "its end";
    }
    int from = Math.max(0, at - CONTEXT_BYTES);
    int to = Math.min(bytes.length, at + CONTEXT_BYTES);
    return (from > 0 ? "..." : "")
        + HexFormat.of().formatHex(bytes, from, to)
        + (to < bytes.length ? "..." : "");
  }
}
