package io.troupe.app.soak;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which version each value was seen with. A value is sent once, so it has one version, and no other
 * value has it: else a write was applied twice, or two in one place. Thread-safe.
 */
final class Versions {
  private final ConcurrentMap<String, Long> versions = new ConcurrentHashMap<>();
  private final ConcurrentMap<Long, String> values = new ConcurrentHashMap<>();

  /** Notes that a value was seen with a version; returns what is wrong with that, if anything. */
  Optional<String> note(String value, long version) {
    Long before = versions.putIfAbsent(value, version);
    if (before != null && before != version) {
      return Optional.of(
          value + " was seen at versions " + before + " and " + version + ": applied twice");
    }
    String other = values.putIfAbsent(version, value);
    if (other != null && !other.equals(value)) {
      return Optional.of("version " + version + " was seen of " + other + " and of " + value);
    }
    return Optional.empty();
  }

  /** Of a value that was seen. */
  long of(String value) {
    return Optional.ofNullable(versions.get(value)).orElseThrow();
  }
}
