package io.troupe.testkit.linearizability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * Where the operations of a picture are: a lane for each process, time from left to right. Only the
 * order of invocations and returns is to scale; they are as far apart as the labels need.
 */
final class Timeline<I, O> {
  /** Operations in one picture; core first, then the newest. */
  static final int MAX_DRAWN = 40;

  static final int LANE_HEIGHT = 50;
  static final int TOP = 34;
  static final int LEFT = 110;
  private static final int RIGHT = 130;
  private static final int STEP = 30;

  private final List<Operation<I, O>> drawn;
  private final Map<Long, Integer> lanes = new LinkedHashMap<>();
  private final NavigableMap<Long, Integer> xs = new TreeMap<>();

  /** {@code widths} are those of the labels, in pixels. */
  Timeline(Contradiction<I, O> contradiction, ToIntFunction<Operation<I, O>> widths) {
    drawn = choose(contradiction);
    drawn.stream()
        .map(Operation::process)
        .distinct()
        .sorted()
        .forEach(process -> lanes.put(process, lanes.size()));
    place(widths);
  }

  private static <I, O> List<Operation<I, O>> choose(Contradiction<I, O> contradiction) {
    Set<Operation<I, O>> core = new HashSet<>(contradiction.core());
    return contradiction.prefix().operations().stream()
        .sorted(
            Comparator.<Operation<I, O>, Boolean>comparing(op -> !core.contains(op))
                .thenComparing(Operation::invoked, Comparator.reverseOrder()))
        .limit(MAX_DRAWN)
        .sorted(Comparator.comparingLong(Operation::invoked))
        .toList();
  }

  private void place(ToIntFunction<Operation<I, O>> widths) {
    TreeSet<Long> times = new TreeSet<>();
    Map<Long, List<Operation<I, O>>> ending = new HashMap<>();
    for (Operation<I, O> operation : drawn) {
      times.add(operation.invoked());
      if (!operation.isUnknown()) {
        times.add(operation.returned());
        ending.computeIfAbsent(operation.returned(), unseen -> new ArrayList<>()).add(operation);
      }
    }
    int x = LEFT;
    for (long time : times) {
      for (Operation<I, O> operation : ending.getOrDefault(time, List.of())) {
        x = Math.max(x, xs.getOrDefault(operation.invoked(), x) + widths.applyAsInt(operation));
      }
      xs.put(time, x);
      x += STEP;
    }
  }

  List<Operation<I, O>> drawn() {
    return drawn;
  }

  Map<Long, Integer> lanes() {
    return lanes;
  }

  int width() {
    return xs.lastEntry().getValue() + RIGHT;
  }

  int height() {
    return TOP + lanes.size() * LANE_HEIGHT + 12;
  }

  int top(Operation<I, O> operation) {
    return TOP + lanes.getOrDefault(operation.process(), 0) * LANE_HEIGHT;
  }

  int left(Operation<I, O> operation) {
    return x(operation.invoked());
  }

  /** Of an operation of unknown outcome: the end of the picture. */
  int right(Operation<I, O> operation) {
    return operation.isUnknown() ? width() - 6 : x(operation.returned());
  }

  int x(long time) {
    Map.Entry<Long, Integer> at = xs.floorEntry(time);
    return at == null ? LEFT : at.getValue();
  }

  /**
   * Where the operations of a linearization take effect, from left to right: each within its bar,
   * and those that could do so at the same time evenly apart.
   */
  Map<Operation<I, O>, Double> points(List<Operation<I, O>> order) {
    NavigableMap<Long, List<Operation<I, O>>> from = new TreeMap<>();
    long now = Long.MIN_VALUE;
    for (Operation<I, O> operation : order) {
      now = Math.max(now, operation.invoked());
      from.computeIfAbsent(now, unseen -> new ArrayList<>()).add(operation);
    }
    Map<Operation<I, O>, Double> points = new LinkedHashMap<>();
    from.forEach(
        (time, together) -> {
          Map.Entry<Long, Integer> next = xs.higherEntry(time);
          double gap = (next == null ? x(time) + STEP : next.getValue()) - x(time);
          for (int i = 0; i < together.size(); i++) {
            points.put(together.get(i), x(time) + gap * (i + 1) / (together.size() + 1));
          }
        });
    return points;
  }
}
