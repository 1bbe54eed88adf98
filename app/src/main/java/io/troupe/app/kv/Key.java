package io.troupe.app.kv;

import java.nio.charset.StandardCharsets;

/**
 * A key of the store.
 *
 * @param value 1 to {@value #MAX_CHARACTERS} Unicode characters, none of them a control character,
 *     a lone surrogate or U+FFFD (which decoders put where bytes are not UTF-8)
 */
public record Key(String value) implements Comparable<Key> {
  public static final int MAX_CHARACTERS = 256;

  /** The most bytes that a key takes in UTF-8. */
  static final int MAX_BYTES = 4 * MAX_CHARACTERS;

  /**
   * A key with this value.
   *
   * @throws IllegalArgumentException if it is no key; the message tells a person why
   */
  public Key {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("the key is empty: give 1 to 256 characters");
    }
    int characters = value.codePointCount(0, value.length());
    if (characters > MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          "the key has " + characters + " characters: at most " + MAX_CHARACTERS + " are allowed");
    }
    value.codePoints().forEach(Key::requireLegal);
  }

  private static void requireLegal(int codePoint) {
    if (codePoint == 0xFFFD) {
      throw new IllegalArgumentException(
          "the key is not UTF-8: percent-encode the UTF-8 bytes of each character");
    }
    if (Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE) {
      throw new IllegalArgumentException(
          String.format(
              "the key contains U+%04X: control characters are not allowed in keys", codePoint));
    }
  }

  byte[] utf8() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public int compareTo(Key other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
