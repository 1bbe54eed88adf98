package io.troupe.testkit.simulation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How often each thing happened that must happen sometimes. */
public final class Coverage {
  private final Map<Sometimes, Long> counts = new EnumMap<>(Sometimes.class);
  private final SortedMap<String, Long> faults = new TreeMap<>();

  public void count(Sometimes what) {
    counts.merge(what, 1L, Long::sum);
  }

  /** A fault struck. */
  public void count(Fault fault) {
    faults.merge(fault.kind(), 1L, Long::sum);
  }

  public void add(Coverage other) {
    other.counts.forEach((what, count) -> counts.merge(what, count, Long::sum));
    other.faults.forEach((kind, count) -> faults.merge(kind, count, Long::sum));
  }

  public long of(Sometimes what) {
    return counts.getOrDefault(what, 0L);
  }

  /** How many faults of each kind struck. */
  public SortedMap<String, Long> faults() {
    return Collections.unmodifiableSortedMap(faults);
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
