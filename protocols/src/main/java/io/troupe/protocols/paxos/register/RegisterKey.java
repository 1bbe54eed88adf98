package io.troupe.protocols.paxos.register;

/**
 * The name of a register.
 *
 * @param value 1 to {@link #MAX_CHARS} characters, any
 */
public record RegisterKey(String value) implements Comparable<RegisterKey> {
  /** Characters of the longest key. */
  public static final int MAX_CHARS = 512;

  public RegisterKey {
    if (value.isEmpty() || value.length() > MAX_CHARS) {
      throw new IllegalArgumentException(
          "a key of " + value.length() + " characters: use 1 to " + MAX_CHARS);
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
