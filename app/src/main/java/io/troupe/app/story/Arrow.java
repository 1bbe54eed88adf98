package io.troupe.app.story;

import static j2html.TagCreator.tag;

import io.troupe.app.show.Svg;
import io.troupe.app.story.Scene.Said;
import j2html.tags.ContainerTag;
import java.util.List;

/**
 * A message in a sequence diagram: from where it was sent to where it arrived, with a few words
 * there; or to a cross on the way, if it was lost.
 *
 * @param look plain, yes, no, gone or pending
 * @param fate what became of it, in words
 */
record Arrow(
    Said said, double fromX, double fromY, double toX, double toY, String look, String fate) {
  private static final int LETTERS_MAX = 27;
  private static final double LOST_AT = 0.6;
  private static final double NEAR = 8;

  private boolean isLost() {
    return look.equals("gone");
  }

  private double direction() {
    return Math.signum(toX - fromX);
  }

  private double endX() {
    return isLost() ? fromX + (toX - fromX) * LOST_AT : toX - direction() * NEAR;
  }

  /** The line, with all of the message for whoever points at it or listens. */
  ContainerTag<?> line() {
    double beginX = fromX + direction() * NEAR;
    ContainerTag<?> line =
        Svg.element("g", "message " + look)
            .attr("tabindex", "0")
            .attr("data-all", all())
            .with(
                tag("title").withText(all()),
                Svg.line("reach", beginX, fromY, endX(), toY),
                Svg.line("shaft", beginX, fromY, endX(), toY));
    if (isLost()) {
      String corner = Svg.number(endX() - 5) + " " + Svg.number(toY - 5);
      line.with(Svg.path("cross", "M" + corner + "l10 10m0 -10l-10 10"));
    }
    return line;
  }

  /** A few words at its end: in a picture of its own, above all lines. */
  ContainerTag<?> label() {
    String brief = shortened(said.words().brief());
    boolean beginsThere = isLost() == (direction() > 0);
    return Svg.text(
            "brief " + look,
            isLost() ? endX() + direction() * 9 : toX - direction() * 12,
            isLost() ? toY + 4 : toY + 13,
            beginsThere ? "start" : "end",
            brief)
        .attr("data-all", all());
  }

  private String all() {
    return "%s \u2192 %s: %s%n%s%n%s"
        .formatted(said.from(), said.to(), said.words().text(), said.words().detail(), fate);
  }

  /** As much as there is room for between two lifelines. */
  static String shortened(String text) {
    return text.length() <= LETTERS_MAX ? text : text.substring(0, LETTERS_MAX - 1) + "\u2026";
  }

  /** The heads that the page's styles put on lines. */
  static ContainerTag<?> heads() {
    ContainerTag<?> all = tag("defs");
    for (String look : List.of("plain", "yes", "no")) {
      all.with(
          tag("marker")
              .attr("id", "head-" + look)
              .attr("class", look)
              .attr("viewBox", "0 0 10 10")
              .attr("refX", "9")
              .attr("refY", "5")
              .attr("markerWidth", "7")
              .attr("markerHeight", "7")
              .attr("orient", "auto-start-reverse")
              .with(tag("path").attr("d", "M0 0L10 5L0 10z")));
    }
    return all;
  }
}
