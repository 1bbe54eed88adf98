package io.troupe.protocols;

import java.util.regex.Pattern;

/**
 * The durable name of a node, independent of its host and port.
 *
 * @param value 1 to 64 characters out of letters, digits, dot, underscore and hyphen
 */
public record NodeId(String value) implements Comparable<NodeId> {
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  public NodeId {
    if (!VALID.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "node-id \"" + value + "\": use 1 to 64 letters, digits, '.', '_' or '-'");
    }
  }

  @Override
  public int compareTo(NodeId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
