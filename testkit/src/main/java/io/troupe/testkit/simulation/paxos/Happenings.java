package io.troupe.testkit.simulation.paxos;

import java.util.SortedMap;
import java.util.TreeMap;

/** How often what should happen sometimes did (L4). */
final class Happenings {
  private final SortedMap<String, Long> counts = new TreeMap<>();

  void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }

  long of(String what) {
    return counts.getOrDefault(what, 0L);
  }

  SortedMap<String, Long> counts() {
    return counts;
  }
}
