package io.troupe.app.ring;

import static j2html.TagCreator.code;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import io.troupe.app.ring.RingReport.KeyRow;
import io.troupe.app.ring.RingReport.NodeRow;
import io.troupe.protocols.NodeId;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The tables of a {@link RingPage}. */
final class RingTables {
  private final RingReport report;
  private final NodeNumbers numbers;

  RingTables(RingReport report, NodeNumbers numbers) {
    this.report = report;
    this.numbers = numbers;
  }

  List<DomContent> all() {
    boolean hasChange = report.question().hasChange();
    List<DomContent> sections = new ArrayList<>();
    if (!report.keys().isEmpty()) {
      sections.add(keys());
    }
    sections.add(balance());
    if (hasChange) {
      sections.add(moved());
    }
    sections.add(nodes(hasChange ? "Nodes before" : "Nodes", report.before()));
    if (hasChange) {
      sections.add(nodes("Nodes after", report.after()));
    }
    return sections;
  }

  /** The least part of all replicas that has to be copied. */
  double leastCopies() {
    return report.leastCopies() / (double) report.replicasInAll();
  }

  private DomContent keys() {
    List<DomContent> rows = new ArrayList<>();
    for (KeyRow key : report.keys()) {
      rows.add(
          tr(
              td(code(key.key())),
              td(code("%016x".formatted(key.token()))),
              td("" + key.shard()).withClass("number"),
              each(List.of(Way.values()), way -> td(lists(key, way)))));
    }
    return titled(
        "Keys", List.of("key", "token", "shard", "modulo N", "hash ring", "shard table"), rows);
  }

  private DomContent lists(KeyRow key, Way way) {
    List<NodeId> before = list(key.before(), way);
    List<NodeId> after = list(key.after(), way);
    return before.equals(after)
        ? names(before)
        : span(names(before), text(" \u2192 "), names(after));
  }

  private DomContent names(List<NodeId> nodes) {
    return span(
        each(
            nodes,
            node ->
                span(
                    span().withClasses("swatch", "n" + numbers.of(node)),
                    text(" " + node.value() + " "))));
  }

  private static List<NodeId> list(Map<Way, List<NodeId>> lists, Way way) {
    return Optional.ofNullable(lists.get(way)).orElseThrow();
  }

  private DomContent balance() {
    List<DomContent> rows = new ArrayList<>();
    report
        .balance()
        .forEach(
            (way, even) ->
                rows.add(
                    tr(
                        td(way.title()),
                        td(times(even.first())).withClass("number"),
                        td(times(even.copies())).withClass("number"))));
    return titled(
        "Balance: the fullest node, in relation to its share",
        List.of("", "first for keys", "replicas"),
        rows);
  }

  private DomContent moved() {
    List<DomContent> rows = new ArrayList<>();
    report
        .moved()
        .forEach((way, parts) -> rows.add(moved(way.title(), parts.first(), parts.copies())));
    rows.add(moved("least possible", report.leastFirst(), leastCopies()));
    return titled("Movement", List.of("", "first node of keys changes", "replicas copied"), rows);
  }

  private static DomContent moved(String title, double first, double copies) {
    return tr(
        td(title), td(percent(first)).withClass("number"), td(percent(copies)).withClass("number"));
  }

  private DomContent nodes(String title, List<NodeRow> nodes) {
    List<DomContent> rows = new ArrayList<>();
    for (NodeRow row : nodes) {
      rows.add(
          tr(
              td(names(List.of(row.member().node()))),
              td(row.member().rack().value()),
              td("" + row.member().weight()).withClass("number"),
              td(percent(row.due())).withClass("number"),
              td(percent(row.ring())).withClass("number"),
              td("%,d".formatted(row.replicas())).withClass("number"),
              td("%,d".formatted(row.leads())).withClass("number")));
    }
    return titled(
        title,
        List.of("node", "rack", "weight", "due by weight", "of the ring", "replicas", "leads"),
        rows);
  }

  private static DomContent titled(String title, List<String> heads, List<DomContent> rows) {
    return section(
        h2(title),
        div(table(
                thead(tr(each(heads, head -> th(head).attr("scope", "col")))),
                tbody(each(rows, row -> row))))
            .withClass("scroll"));
  }

  static String percent(double part) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * part);
  }

  private static String times(double factor) {
    return String.format(Locale.ROOT, "%.2f", factor);
  }
}
