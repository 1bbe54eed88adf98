package io.troupe.bench;

import java.util.Locale;

/** The results of all rounds of the journal benchmark, as Markdown. */
final class JournalReport {

  private final Results<JournalCell> results = new Results<>();
  private final String head;
  private final String baseline;
  private final String limit;

  /**
   * Of no results yet.
   *
   * @param head what was measured where
   * @param baseline ratios are to this contestant
   * @param limit and to this one
   */
  JournalReport(String head, String baseline, String limit) {
    this.head = head;
    this.baseline = baseline;
    this.limit = limit;
  }

  void add(Turn<JournalCell> turn, RunResult result) {
    results.add(turn, result);
  }

  String toMarkdown() {
    StringBuilder out = new StringBuilder(head).append("\n\n").append(results.settings());
    table(JournalCell.Kind.WRITE, "actors", "ack", out);
    table(JournalCell.Kind.REPLAY, "ids", "all read", out);
    return out.toString();
  }

  private void table(JournalCell.Kind kind, String writers, String latency, StringBuilder out) {
    if (results.cells().stream().noneMatch(cell -> cell.kind() == kind)) {
      return;
    }
    out.append(
        String.format(
            "%n| %s: bytes | %s | at once | contestant | events/s | p50 ms %s | p99 ms | us CPU per"
                + " event | entries per sync | CPU of others | to %s | to %s |%n",
            kind.name().toLowerCase(Locale.ROOT), writers, latency, baseline, limit));
    out.append("|--:|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|\n");
    results.rows((cell, name) -> cell.kind() == kind ? row(cell, name) : "").forEach(out::append);
  }

  private String row(JournalCell cell, String name) {
    return String.format(
        Locale.ROOT,
        "| %d | %d | %d | %s | %s | %.2f | %.2f | %.1f | %s | %.0f %% | %s | %s |%n",
        cell.eventBytes(),
        cell.writers(),
        cell.atOnce(),
        name,
        results.rate(cell, name),
        results.median(cell, name, RunResult::p50),
        results.median(cell, name, RunResult::p99),
        results.median(cell, name, RunResult::cpuMicros),
        results.batch(cell, name),
        results.median(cell, name, RunResult::shareOfOthers) * 100,
        results.ratio(cell, name, baseline),
        results.ratio(cell, name, limit));
  }
}
