package io.troupe.protocols;

/**
 * The durable name of a node, independent of its host and port.
 *
 * @param value 1 to 64 characters out of letters, digits, dot, underscore and hyphen
 */
public record NodeId(String value) implements Comparable<NodeId> {
  private static final int MAX_CHARS = 64;

  public NodeId {
    if (!Names.isName(value, MAX_CHARS)) {
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
