package io.troupe.app.ring;

import static io.troupe.app.show.Columns.Cell.left;
import static io.troupe.app.show.Columns.Cell.right;

import io.troupe.app.ring.RingReport.KeyRow;
import io.troupe.app.ring.RingReport.Moved;
import io.troupe.app.ring.RingReport.NodeRow;
import io.troupe.app.show.Columns;
import io.troupe.app.show.Columns.Cell;
import io.troupe.app.show.Ink;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.ring.ShardPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A {@link RingReport} for a terminal. */
public final class RingText {
  private final RingReport report;
  private final Ink ink;
  private final NodeNumbers numbers;
  private final StringBuilder text = new StringBuilder();

  private RingText(RingReport report, Ink ink) {
    this.report = report;
    this.ink = ink;
    this.numbers = NodeNumbers.of(report.question());
  }

  public static String of(RingReport report, Ink ink) {
    RingText text = new RingText(report, ink);
    text.head();
    text.nodes(report.before());
    text.findings(report.placements().first());
    text.balance();
    text.keys();
    if (report.question().hasChange()) {
      text.change();
    }
    return text.text.toString();
  }

  private void head() {
    RingQuestion question = report.question();
    line(
        "%,d nodes; %,d virtual nodes for each unit of weight; %,d shards x %d replicas"
            .formatted(
                question.before().size(),
                question.virtualNodes(),
                question.keySpace().shards(),
                question.replicas()));
  }

  private void nodes(List<NodeRow> rows) {
    line("");
    Columns columns = new Columns();
    columns.row(heads("NODE", "WEIGHT", "RACK", "DUE", "OF THE RING", "REPLICAS", "LEADS"));
    for (NodeRow row : rows) {
      columns.row(
          node(row.member().node()),
          right("" + row.member().weight()),
          left(row.member().rack().value()),
          right(percent(row.due())),
          right(percent(row.ring())),
          right("%,d".formatted(row.replicas())),
          right("%,d".formatted(row.leads())));
    }
    text.append(columns.render());
  }

  private void balance() {
    line("");
    Columns columns = new Columns();
    columns.row(heads("FULLEST NODE / ITS SHARE", "FIRST FOR KEYS", "REPLICAS"));
    report
        .balance()
        .forEach(
            (way, even) ->
                columns.row(left(way.title()), factor(even.first()), factor(even.copies())));
    text.append(columns.render());
  }

  private void keys() {
    line("");
    if (report.keys().isEmpty()) {
      line("Where a key lives: add --key KEY.");
      return;
    }
    Columns columns = new Columns();
    columns.row(heads("KEY", "TOKEN", "SHARD", "MODULO N", "HASH RING", "SHARD TABLE"));
    for (KeyRow key : report.keys()) {
      List<Cell> cells = new ArrayList<>();
      cells.add(left(key.key()).in(ink::bold));
      cells.add(left("%016x".formatted(key.token())));
      cells.add(right("" + key.shard()));
      for (Way way : Way.values()) {
        cells.add(left(names(key.before(), way)));
      }
      columns.row(cells);
    }
    text.append(columns.render());
    line(ink.faint("  Each list begins with the node that is preferred."));
  }

  private void change() {
    line("");
    line(ink.bold(report.question().change()));
    nodes(report.after());
    findings(report.plan());
    line("");
    Columns columns = new Columns();
    columns.row(heads("WHAT MOVES", "FIRST NODE OF KEYS", "REPLICAS COPIED", "OF THE LEAST"));
    report.moved().forEach((way, moved) -> columns.row(movedCells(way.title(), moved)));
    columns.row(
        left("least possible"),
        right(percent(report.leastFirst())),
        right(percent(report.leastCopies() / (double) report.replicasInAll())));
    text.append(columns.render());
    line("");
    line(
        "  The plan of the table copies %,d of %,d replicas and moves %,d preferred leaders."
            .formatted(report.plan().copies(), report.replicasInAll(), report.leadersMoved()));
    line(
        "  No table that gives each node as many replicas could copy less than %,d."
            .formatted(report.leastCopies()));
    for (KeyRow key : report.keys()) {
      line("");
      line("  " + ink.bold(key.key()));
      for (Way way : Way.values()) {
        line("    %-12s %s".formatted(way.title(), moved(key, way)));
      }
    }
  }

  private List<Cell> movedCells(String title, Moved moved) {
    double least = report.leastCopies() / (double) report.replicasInAll();
    return List.of(
        left(title),
        right(percent(moved.first())),
        right(percent(moved.copies())),
        right(least == 0 ? "" : times(moved.copies() / least)));
  }

  private String moved(KeyRow key, Way way) {
    String before = names(key.before(), way);
    String after = names(key.after(), way);
    return before.equals(after)
        ? ink.faint(before + "  stays")
        : before + ink.warm("  ->  " + after);
  }

  private void findings(ShardPlan plan) {
    plan.report().findings().forEach(finding -> line(ink.warm("  ! " + finding)));
  }

  private Cell[] heads(String... titles) {
    Cell[] cells = new Cell[titles.length];
    for (int i = 0; i < titles.length; i++) {
      boolean number = i > 0 && !isText(titles[i]);
      cells[i] = (number ? right(titles[i]) : left(titles[i])).in(ink::bold);
    }
    return cells;
  }

  private static boolean isText(String title) {
    return List.of("RACK", "TOKEN", "MODULO N", "HASH RING", "SHARD TABLE").contains(title);
  }

  private Cell node(NodeId node) {
    return left(node.value()).in(name -> ink.node(numbers.of(node), name));
  }

  private Cell factor(double factor) {
    return right(times(factor)).in(factor > 1.1 ? ink::warm : ink::good);
  }

  private static String names(Map<Way, List<NodeId>> lists, Way way) {
    return Optional.ofNullable(lists.get(way)).orElseThrow().stream()
        .map(NodeId::value)
        .collect(Collectors.joining(" "));
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * part);
  }

  private static String times(double factor) {
    return String.format(Locale.ROOT, "%.2f", factor);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
