package io.troupe.testkit.linearizability.models;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The values of a history that no operation tells from others: none returned them, and none
 * compares with them. One of them can stand for all.
 */
final class Unseen<V> {
  private final Set<V> seen = new HashSet<>();
  private Optional<V> standIn = Optional.empty();

  /** Before the first call of {@link #standIn}. */
  void see(V value) {
    seen.add(value);
  }

  /** {@code value} itself, if it was seen. */
  V standIn(V value) {
    if (seen.contains(value)) {
      return value;
    }
    standIn = standIn.or(() -> Optional.of(value));
    return standIn.get();
  }
}
