package io.troupe.testkit.certifier;

import java.util.Arrays;
import java.util.HexFormat;

/** Values and bytes in a report: short enough to read. */
final class Shown {
  private static final int MAX_CHARACTERS = 200;
  private static final int CONTEXT_BYTES = 8;

  private Shown() {}

  /** On one line; strings in quotes, since they may be empty or end in a space. */
  static String value(Object value) {
    String text = value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : "" + value;
    String line = text.replace("\n", "\\n").replace("\r", "\\r");
    String cut =
        line.length() <= MAX_CHARACTERS
            ? line
            : line.substring(0, MAX_CHARACTERS) + "... (" + line.length() + " characters)";
    return value instanceof CharSequence ? '"' + cut + '"' : cut;
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
