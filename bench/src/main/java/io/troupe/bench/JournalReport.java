package io.troupe.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Collects the results of all rounds of the journal benchmark: medians, and their ratios. */
final class JournalReport {

  /** By cell in the order measured, then by contestant, one result per round. */
  private final Map<JournalCell, Map<String, List<JournalResult>>> results = new LinkedHashMap<>();

  private final String head;
  private final String baseline;
  private final String limit;

  /**
   * @param head what was measured where
   * @param baseline ratios are to this contestant
   * @param limit and to this one
   */
  JournalReport(String head, String baseline, String limit) {
    this.head = head;
    this.baseline = baseline;
    this.limit = limit;
  }

  void add(JournalCell.Run run, JournalResult result) {
    results
        .computeIfAbsent(run.cell(), cell -> new LinkedHashMap<>())
        .computeIfAbsent(run.contestant(), contestant -> new ArrayList<>())
        .add(result);
  }

  String toMarkdown() {
    StringBuilder out = new StringBuilder(head).append("\n\n");
    Map<String, String> settings = new TreeMap<>();
    results
        .values()
        .forEach(cell -> cell.forEach((name, all) -> settings.put(name, all.get(0).settings())));
    settings.forEach(
        (name, of) -> out.append("- ").append(name).append(": ").append(of).append('\n'));
    table(JournalCell.Kind.WRITE, "actors", "ack", out);
    table(JournalCell.Kind.REPLAY, "ids", "all read", out);
    return out.toString();
  }

  private void table(JournalCell.Kind kind, String writers, String latency, StringBuilder out) {
    if (results.keySet().stream().noneMatch(cell -> cell.kind() == kind)) {
      return;
    }
    out.append(
        String.format(
            "%n| %s: bytes | %s | contestant | events/s | p50 ms %s | p99 ms | us CPU per event |"
                + " entries per sync | CPU of others | to %s | to %s |%n",
            kind.name().toLowerCase(Locale.ROOT), writers, latency, baseline, limit));
    out.append("|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|\n");
    results.forEach(
        (cell, contestants) -> {
          if (cell.kind() == kind) {
            contestants.forEach(
                (name, measured) -> out.append(row(cell, name, measured, contestants)));
          }
        });
  }

  private String row(
      JournalCell cell,
      String name,
      List<JournalResult> measured,
      Map<String, List<JournalResult>> all) {
    double batch = median(measured, JournalResult::batch);
    return String.format(
        Locale.ROOT,
        "| %d | %d | %s | %s | %.2f | %.2f | %.1f | %s | %.0f %% | %s | %s |%n",
        cell.eventBytes(),
        cell.writers(),
        name,
        rate(measured),
        median(measured, JournalResult::p50),
        median(measured, JournalResult::p99),
        median(measured, JournalResult::cpuMicros),
        batch == 0 ? "" : String.format(Locale.ROOT, "%.1f", batch),
        median(measured, JournalResult::shareOfOthers) * 100,
        ratio(name, baseline, all),
        ratio(name, limit, all));
  }

  private static String rate(List<JournalResult> measured) {
    String rate =
        String.format(Locale.ROOT, "%,.0f", median(measured, JournalResult::eventsPerSecond));
    return measured.size() == 1
        ? rate
        : rate
            + String.format(
                Locale.ROOT,
                " (%,.0f-%,.0f)",
                measured.stream().mapToDouble(JournalResult::eventsPerSecond).min().orElseThrow(),
                measured.stream().mapToDouble(JournalResult::eventsPerSecond).max().orElseThrow());
  }

  private static String ratio(String name, String to, Map<String, List<JournalResult>> all) {
    List<JournalResult> measured = all.getOrDefault(name, List.of());
    List<JournalResult> base = all.getOrDefault(to, List.of());
    return name.equals(to) || base.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            "%.2f",
            median(measured, JournalResult::eventsPerSecond)
                / median(base, JournalResult::eventsPerSecond));
  }

  /** The middle one, or the mean of the two in the middle. */
  private static double median(List<JournalResult> of, ToDoubleFunction<JournalResult> figure) {
    double[] sorted = of.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
