package io.troupe.testkit.simulation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How often each thing happened that must happen sometimes. */
public final class Coverage {
  private final Map<Sometimes, Long> counts = new EnumMap<>(Sometimes.class);

  public void count(Sometimes what) {
    counts.merge(what, 1L, Long::sum);
  }

  public void add(Coverage other) {
    other.counts.forEach((what, count) -> counts.merge(what, count, Long::sum));
  }

  public long of(Sometimes what) {
    return counts.getOrDefault(what, 0L);
  }

  /** What never happened. */
  public List<Sometimes> missing() {
    return Stream.of(Sometimes.values()).filter(what -> of(what) == 0).toList();
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
