package io.troupe.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What all runs measured, round after round: medians, and their ratios.
 *
 * @param <C> the points of the table
 */
final class Results<C> {

  /** By cell in the order measured, then by name, one result for each round. */
  private final Map<C, Map<String, List<RunResult>>> all = new LinkedHashMap<>();

  void add(Turn<C> turn, RunResult result) {
    all.computeIfAbsent(turn.cell(), cell -> new LinkedHashMap<>())
        .computeIfAbsent(turn.name(), name -> new ArrayList<>())
        .add(result);
  }

  /** Makes a line of a table. */
  interface Row<C> {
    String of(C cell, String name);
  }

  /** A line for everyone in every cell, in the order measured. */
  List<String> rows(Row<C> row) {
    List<String> rows = new ArrayList<>();
    all.forEach((cell, names) -> names.keySet().forEach(name -> rows.add(row.of(cell, name))));
    return rows;
  }

  List<C> cells() {
    return List.copyOf(all.keySet());
  }

  /** The settings of each, as a list in Markdown. */
  String settings() {
    Map<String, String> settings = new TreeMap<>();
    all.values().forEach(it -> it.forEach((name, of) -> settings.put(name, of.get(0).settings())));
    StringBuilder out = new StringBuilder();
    settings.forEach(
        (name, of) -> out.append("- ").append(name).append(": ").append(of).append('\n'));
    return out.toString();
  }

  /** Events a second, and from which to which if there were several rounds. */
  String rate(C cell, String name) {
    List<RunResult> measured = of(cell, name);
    String rate = String.format(Locale.ROOT, "%,.0f", median(measured, RunResult::eventsPerSecond));
    return measured.size() == 1
        ? rate
        : rate
            + String.format(
                Locale.ROOT,
                " (%,.0f-%,.0f)",
                measured.stream().mapToDouble(RunResult::eventsPerSecond).min().orElseThrow(),
                measured.stream().mapToDouble(RunResult::eventsPerSecond).max().orElseThrow());
  }

  /** The rate as a multiple of another's; nothing if that was not measured, or is the same. */
  String ratio(C cell, String name, String to) {
    List<RunResult> base = of(cell, to);
    return name.equals(to) || base.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            "%.2f",
            median(of(cell, name), RunResult::eventsPerSecond)
                / median(base, RunResult::eventsPerSecond));
  }

  double median(C cell, String name, ToDoubleFunction<RunResult> figure) {
    return median(of(cell, name), figure);
  }

  /** Entries that one sync made durable; nothing if nobody tells. */
  String batch(C cell, String name) {
    double batch = median(cell, name, RunResult::batch);
    return batch == 0 ? "" : String.format(Locale.ROOT, "%.1f", batch);
  }

  private List<RunResult> of(C cell, String name) {
    return all.getOrDefault(cell, Map.of()).getOrDefault(name, List.of());
  }

  /** The middle one, or the mean of the two in the middle. */
  private static double median(List<RunResult> of, ToDoubleFunction<RunResult> figure) {
    double[] sorted = of.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
