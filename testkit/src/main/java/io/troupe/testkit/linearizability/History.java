package io.troupe.testkit.linearizability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What concurrent clients asked of an object and were answered, in the order of invocation. */
public record History<I, O>(List<Operation<I, O>> operations) {

  /** Sorts by time of invocation; equal times keep their order. */
  public History {
    List<Operation<I, O>> sorted = new ArrayList<>(operations);
    sorted.sort(Comparator.comparingLong(Operation::invoked));
    operations = List.copyOf(sorted);
  }

  public int size() {
    return operations.size();
  }

  /** The operations of each key, keys in the order of their first invocation. */
  Map<Object, History<I, O>> by(Function<I, Object> partition) {
    Map<Object, List<Operation<I, O>>> parts = new LinkedHashMap<>();
    for (Operation<I, O> operation : operations) {
      Object key = partition.apply(operation.input());
      parts.computeIfAbsent(key, unseen -> new ArrayList<>()).add(operation);
    }
    Map<Object, History<I, O>> histories = new LinkedHashMap<>();
    parts.forEach((key, part) -> histories.put(key, new History<>(part)));
    return histories;
  }
}
