package io.troupe.app.ring;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.ul;

import io.troupe.app.show.Page;
import io.troupe.app.show.Palette;
import io.troupe.protocols.ring.ShardPlan;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A {@link RingReport} as a page with pictures. */
public final class RingPage {
  private static final String CSS =
      """
      .wide { margin: 0 auto; }
      .card svg { width: 100%; margin-top: .5rem; }
      .pale { opacity: .14; }
      .tick { stroke: var(--soft); }
      .leader { fill: none; stroke: var(--ink); stroke-width: 1; opacity: .55; }
      .key { fill: var(--paper); stroke: var(--ink); stroke-width: 2.5; }
      svg text.label { font-size: 13px; font-weight: 600; }
      svg text.soft { font-size: 13px; }
      svg text.big { font-size: 22px; font-weight: 650; }
      """;

  private final RingReport report;
  private final NodeNumbers numbers;
  private final RingTables tables;

  private RingPage(RingReport report) {
    this.report = report;
    this.numbers = NodeNumbers.of(report.question());
    this.tables = new RingTables(report, numbers);
  }

  public static String of(RingReport report) {
    return new RingPage(report).render();
  }

  private String render() {
    RingQuestion question = report.question();
    List<DomContent> content = new ArrayList<>();
    content.add(h1(title()));
    content.add(
        p("%,d virtual nodes for each unit of weight; %,d shards \u00d7 %d replicas."
                .formatted(
                    question.virtualNodes(), question.keySpace().shards(), question.replicas()))
            .withClass("soft"));
    content.add(legend());
    if (question.hasChange()) {
      content.add(moved());
    }
    content.add(ring());
    content.add(table());
    content.addAll(tables.all());
    return new Page("Troupe: " + title()).withStyle(CSS + nodeColours()).render(content);
  }

  private String title() {
    RingQuestion question = report.question();
    String nodes = "Where keys live on %,d nodes".formatted(question.before().size());
    return question.hasChange() ? nodes + ", and what moves when " + question.change() : nodes;
  }

  private String nodeColours() {
    return IntStream.range(0, numbers.nodes().size())
        .mapToObj(i -> ".n%1$d { fill: %2$s; background: %2$s; }".formatted(i, Palette.colour(i)))
        .collect(Collectors.joining("\n"));
  }

  private DomContent legend() {
    return ul(each(
            numbers.nodes(),
            node -> li(span().withClasses("swatch", "n" + numbers.of(node)), span(node.value()))))
        .withClass("legend");
  }

  private DomContent moved() {
    return section(
        h2("What moves"),
        p(
            "Squares are shards, stripes their replicas after the change. In full colour: what a"
                + " node has to copy because it did not have it. Pale: what stays where it was."),
        div(
                card(
                    Way.MODULO,
                    ShardPicture.of(
                        "modulo",
                        "Shards placed by modulo N",
                        "Nearly all shards change their nodes.",
                        report.placements().moduloRows(),
                        Row::after,
                        (row, node) -> row.before().contains(node),
                        numbers)),
                card(
                    Way.TABLE,
                    ShardPicture.of(
                        "table",
                        "Shards in the planned table",
                        "Only what is due to the nodes that gain moves.",
                        report.placements().tableRows(),
                        Row::after,
                        (row, node) -> row.before().contains(node),
                        numbers)))
            .withClass("cards"),
        tooMany(),
        findings(report.plan()));
  }

  private DomContent card(Way way, DomContent picture) {
    RingReport.Moved parts = Optional.ofNullable(report.moved().get(way)).orElseThrow();
    return div(
            h3(way.title()),
            div(RingTables.percent(parts.copies()) + " copied")
                .withClasses("big", way == Way.MODULO ? "bad" : "good"),
            p("of all replicas; the least is " + RingTables.percent(tables.leastCopies()))
                .withClass("soft"),
            picture)
        .withClass("card");
  }

  private DomContent ring() {
    return section(
        h2("The hash ring"),
        p(
            "All tokens as a circle, 0 at the top, growing clockwise. A key belongs to the first"
                + " node clockwise from it; each arc has the colour of its owner."),
        ringMoved(),
        CirclePicture.of(report, numbers).withClass("wide"));
  }

  private DomContent ringMoved() {
    RingReport.Moved parts = Optional.ofNullable(report.moved().get(Way.RING)).orElseThrow();
    return report.question().hasChange()
        ? p(
            "The outer circle is the ring after the change, pale where the owner stays: %s of all keys get another owner, %s of all replicas are copied."
                .formatted(RingTables.percent(parts.first()), RingTables.percent(parts.copies())))
        : span();
  }

  private DomContent table() {
    return section(
        h2("The shard table" + (report.question().hasChange() ? ", before the change" : "")),
        p("Each square is a shard, each stripe in it a replica, the preferred leader first."),
        ShardPicture.of(
            "before",
            "The shard table",
            "Every shard with its replicas.",
            report.placements().tableRows(),
            Row::before,
            (row, node) -> false,
            numbers),
        tooMany(),
        findings(report.placements().first()));
  }

  private static DomContent findings(ShardPlan plan) {
    return each(plan.report().findings(), finding -> p("! " + finding).withClass("warm"));
  }

  private DomContent tooMany() {
    int shards = report.question().keySpace().shards();
    return shards <= ShardPicture.SHARDS_SHOWN_MAX
        ? span()
        : p("The first %,d of %,d shards.".formatted(ShardPicture.SHARDS_SHOWN_MAX, shards))
            .withClass("soft");
  }
}
