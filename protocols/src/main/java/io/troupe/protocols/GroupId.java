package io.troupe.protocols;

/**
 * The fixed name of a group, that is of one replicated log.
 *
 * @param value 1 to 128 characters out of letters, digits, dot, underscore and hyphen
 */
public record GroupId(String value) implements Comparable<GroupId> {
  private static final int MAX_CHARS = 128;

  public GroupId {
    if (!Names.isName(value, MAX_CHARS)) {
      throw new IllegalArgumentException(
          "group-id \"" + value + "\": use 1 to 128 letters, digits, '.', '_' or '-'");
    }
  }

  @Override
  public int compareTo(GroupId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
