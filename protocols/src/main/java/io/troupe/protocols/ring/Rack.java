package io.troupe.protocols.ring;

import java.util.regex.Pattern;

/**
 * What fails together: a rack, a zone, a power supply. Replicas of one shard go to different racks
 * where that is possible.
 *
 * @param value 1 to 64 characters out of letters, digits, dot, underscore and hyphen
 */
public record Rack(String value) implements Comparable<Rack> {
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** Where nodes are whose rack nobody named: all in one. */
  public static final Rack UNNAMED = new Rack("unnamed");

  public Rack {
    if (!VALID.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "rack \"" + value + "\": use 1 to 64 letters, digits, '.', '_' or '-'");
    }
  }

  @Override
  public int compareTo(Rack other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
