package io.troupe.protocols.paxos.register;

/**
 * The name of a register.
 *
 * @param value 1 to {@link #MAX_CHARS} characters; no half of a surrogate pair, which would not
 *     come out of UTF-8 as it went in, and be another key on other nodes
 */
public record RegisterKey(String value) implements Comparable<RegisterKey> {
  /** Characters of the longest key. */
  public static final int MAX_CHARS = 512;

  public RegisterKey {
    if (value.isEmpty() || value.length() > MAX_CHARS) {
      throw new IllegalArgumentException(
          "a key of " + value.length() + " characters: use 1 to " + MAX_CHARS);
    }
    int point;
    for (int at = 0; at < value.length(); at += Character.charCount(point)) {
      point = value.codePointAt(at);
      if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
        throw new IllegalArgumentException(
            "a key with half a surrogate pair, at character " + at + ": it is not text");
      }
    }
  }

  @Override
  public int compareTo(RegisterKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
