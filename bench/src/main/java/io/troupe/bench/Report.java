package io.troupe.bench;

import io.troupe.bench.CellJvm.Load;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Collects the results of all rounds and writes them as Markdown: medians, and their ratios. */
final class Report {

  private final Machine machine;
  private final String invocation;
  private final List<String> jvmFlags;
  private final Load load;
  private final int rounds;
  private final String baseline;

  /** By cell in the order measured, then by system, one result per round. */
  private final Map<Cell, Map<String, List<CellResult>>> results = new LinkedHashMap<>();

  Report(
      Machine machine,
      String invocation,
      List<String> jvmFlags,
      Load load,
      int rounds,
      String baseline) {
    this.machine = machine;
    this.invocation = invocation;
    this.jvmFlags = List.copyOf(jvmFlags);
    this.load = load;
    this.rounds = rounds;
    this.baseline = baseline;
  }

  void add(Turn<Cell> turn, CellResult result) {
    results
        .computeIfAbsent(turn.cell(), cell -> new LinkedHashMap<>())
        .computeIfAbsent(turn.name(), system -> new ArrayList<>())
        .add(result);
  }

  String toMarkdown() {
    StringBuilder out = new StringBuilder();
    line(out, "Machine: %s.", machine);
    line(out, "");
    line(out, "Command: `%s`", invocation.strip());
    line(out, "");
    line(
        out,
        "Three nodes in one JVM over loopback, a fresh JVM (`%s`) per system and round, %s s of"
            + " warm-up at %s, %s s measured, median of %d round(s)%s. Every acknowledged write was"
            + " read back on every node%s.",
        String.join(" ", jvmFlags),
        load.warmupSeconds(),
        CellCommand.WARM_UP,
        load.seconds(),
        rounds,
        rounds > 1 ? ", least to most writes/s in brackets" : "",
        load.reopen() ? ", and again after a restart of all nodes" : "");
    line(out, "");
    settings().forEach((system, settings) -> line(out, "- %s: %s", system, settings));
    line(out, "");
    line(
        out,
        "| value | outstanding | system | writes/s | p50 ms | p90 ms | p99 ms | p99.9 ms | max ms |"
            + " CPU s per million | heap B per write | threads | CPU of others | read back |"
            + " writes/s to %s | CPU to %s |",
        baseline,
        baseline);
    line(out, "|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    results.forEach(
        (cell, systems) ->
            systems.forEach(
                (system, measured) ->
                    line(
                        out,
                        "%s",
                        row(
                            cell,
                            system,
                            measured,
                            Optional.ofNullable(systems.get(baseline))
                                .filter(base -> !system.equals(baseline))))));
    return out.toString();
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    for (Map<String, List<CellResult>> systems : results.values()) {
      systems.forEach((system, measured) -> settings.put(system, measured.get(0).settings()));
    }
    return settings;
  }

  private String row(
      Cell cell, String system, List<CellResult> measured, Optional<List<CellResult>> base) {
    return String.format(
        Locale.ROOT,
        "| %d | %d | %s | %s | %.2f | %.2f | %.2f | %.2f | %.1f | %.1f | %,.0f | %.0f | %.0f %% |"
            + " %,d | %s | %s |",
        cell.valueBytes(),
        cell.outstanding(),
        system,
        rate(measured),
        median(measured, r -> r.latency().p50()),
        median(measured, r -> r.latency().p90()),
        median(measured, r -> r.latency().p99()),
        median(measured, r -> r.latency().p999()),
        median(measured, r -> r.latency().max()),
        median(measured, CellResult::cpuSecondsPerMillion),
        median(measured, CellResult::allocatedBytesPerWrite),
        median(measured, CellResult::threads),
        median(measured, CellResult::shareOfOthers) * 100,
        measured.stream().mapToLong(CellResult::verified).sum(),
        ratio(measured, base, CellResult::writesPerSecond),
        ratio(measured, base, CellResult::cpuSecondsPerMillion));
  }

  private String rate(List<CellResult> measured) {
    String rate =
        String.format(Locale.ROOT, "%,.0f", median(measured, CellResult::writesPerSecond));
    if (measured.size() > 1) {
      rate +=
          String.format(
              Locale.ROOT,
              " (%,.0f-%,.0f)",
              measured.stream().mapToDouble(CellResult::writesPerSecond).min().orElseThrow(),
              measured.stream().mapToDouble(CellResult::writesPerSecond).max().orElseThrow());
    }
    long troubled = measured.stream().mapToLong(r -> r.refused() + r.unknown()).sum();
    return troubled == 0
        ? rate
        : rate + String.format(Locale.ROOT, ", %,d refused or unknown", troubled);
  }

  private static String ratio(
      List<CellResult> measured,
      Optional<List<CellResult>> base,
      ToDoubleFunction<CellResult> figure) {
    return base.map(
            results ->
                String.format(
                    Locale.ROOT, "%.2f", median(measured, figure) / median(results, figure)))
        .orElse("");
  }

  /** The middle one, or the mean of the two in the middle. */
  static double median(List<CellResult> measured, ToDoubleFunction<CellResult> figure) {
    double[] sorted = measured.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static void line(StringBuilder out, String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
