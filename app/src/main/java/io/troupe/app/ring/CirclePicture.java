package io.troupe.app.ring;

import static j2html.TagCreator.tag;

import io.troupe.app.ring.RingReport.KeyRow;
import io.troupe.app.show.Svg;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.ring.HashRing;
import io.troupe.protocols.ring.VirtualNode;
import j2html.tags.ContainerTag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ring as a circle: token 0 at the top, tokens growing clockwise, each arc in the colour of the
 * node that owns it. With a change, an outer circle shows the ring after it, in full colour only
 * where the owner is another.
 */
final class CirclePicture {
  private static final double WIDTH = 860;
  private static final double HEIGHT = 620;
  private static final double X = WIDTH / 2;
  private static final double Y = HEIGHT / 2;
  private static final double INNER = 168;
  private static final double THICKNESS = 40;
  private static final double GAP = 8;
  private static final double LABEL_SPACING = 18;
  private static final int KEYS_SHOWN_MAX = 40;
  private static final int TICKS_MAX = 160;

  private final RingReport report;
  private final NodeNumbers numbers;
  private final ContainerTag<?> picture;

  private CirclePicture(RingReport report, NodeNumbers numbers) {
    this.report = report;
    this.numbers = numbers;
    this.picture =
        Svg.picture(
            "circle",
            WIDTH,
            HEIGHT,
            "The hash ring",
            "A circle of all tokens. Each arc has the colour of the node that owns it. "
                + (report.question().hasChange()
                    ? "The outer circle is the ring after " + report.question().change() + "."
                    : "Keys stand around it."));
  }

  static ContainerTag<?> of(RingReport report, NodeNumbers numbers) {
    CirclePicture picture = new CirclePicture(report, numbers);
    Placements placements = report.placements();
    picture.arcs(placements.ringBefore(), placements.ringBefore(), INNER);
    if (report.question().hasChange()) {
      picture.arcs(placements.ringAfter(), placements.ringBefore(), INNER + THICKNESS + GAP);
    }
    picture.ticks(placements.ringBefore());
    picture.keys();
    picture.middle();
    return picture.picture;
  }

  /**
   * The ring, pale where {@code other} has the same owner; both may be the same, and nothing is.
   */
  private void arcs(HashRing ring, HashRing other, double inner) {
    Map<String, StringBuilder> paths = new TreeMap<>();
    for (Circle.Piece piece : Circle.cut(ring, other)) {
      NodeId owner = ring.ownerOf(piece.end());
      boolean pale = ring != other && owner.equals(other.ownerOf(piece.end()));
      double end = Circle.fraction(piece.end());
      paths
          .computeIfAbsent(
              "node n" + numbers.of(owner) + (pale ? " pale" : ""), any -> new StringBuilder())
          .append(arc(end - piece.share(), end, inner));
    }
    paths.forEach((cssClass, data) -> picture.with(Svg.path(cssClass, data.toString())));
  }

  private static String arc(double from, double to, double inner) {
    if (to - from > 0.999) {
      double middle = (from + to) / 2;
      return arc(from, middle, inner) + arc(middle, to, inner);
    }
    double outer = inner + THICKNESS;
    String large = to - from > 0.5 ? "1" : "0";
    return "M"
        + at(from, inner)
        + "A%1$s %1$s 0 %2$s 1 ".formatted(Svg.number(inner), large)
        + at(to, inner)
        + "L"
        + at(to, outer)
        + "A%1$s %1$s 0 %2$s 0 ".formatted(Svg.number(outer), large)
        + at(from, outer)
        + "Z";
  }

  /** Where virtual nodes stand, if they are few enough to be seen one by one. */
  private void ticks(HashRing ring) {
    List<VirtualNode> places = ring.virtualNodes();
    if (places.size() <= TICKS_MAX) {
      for (VirtualNode place : places) {
        double at = Circle.fraction(place.token());
        picture.with(
            Svg.line("tick", x(at, INNER - 6), y(at, INNER - 6), x(at, INNER), y(at, INNER)),
            Svg.circle("node n" + numbers.of(place.node()), x(at, INNER - 10), y(at, INNER - 10), 4)
                .with(tag("title").withText("a virtual node of " + place.node())));
      }
    }
  }

  private void keys() {
    List<KeyRow> keys = new ArrayList<>(report.keys());
    keys.sort(Comparator.comparing(KeyRow::token, Long::compareUnsigned));
    keys = keys.subList(0, Math.min(keys.size(), KEYS_SHOWN_MAX));
    side(keys.stream().filter(key -> Circle.fraction(key.token()) < 0.5).toList(), 1);
    side(keys.stream().filter(key -> Circle.fraction(key.token()) >= 0.5).toList(), -1);
  }

  /** Labels of one side from the top down, none on another. */
  private void side(List<KeyRow> keys, int direction) {
    List<KeyRow> down =
        keys.stream()
            .sorted(Comparator.comparingDouble(key -> y(Circle.fraction(key.token()), INNER)))
            .toList();
    double outer = INNER + THICKNESS + (report.question().hasChange() ? THICKNESS + GAP : 0);
    double free = HEIGHT - 12;
    double[] wished = new double[down.size()];
    double last = 0;
    for (int i = 0; i < wished.length; i++) {
      wished[i] =
          Math.max(y(Circle.fraction(down.get(i).token()), outer + 26), last + LABEL_SPACING);
      last = wished[i];
    }
    for (int i = wished.length - 1; i >= 0; i--) {
      wished[i] = Math.min(wished[i], free);
      free = wished[i] - LABEL_SPACING;
    }
    for (int i = 0; i < wished.length; i++) {
      label(down.get(i), wished[i], outer, direction);
    }
  }

  private void label(KeyRow key, double labelY, double outer, int direction) {
    double at = Circle.fraction(key.token());
    double away =
        Math.abs(labelY - Y) < outer ? Math.sqrt(outer * outer - Math.pow(labelY - Y, 2)) : 0;
    double labelX = X + direction * Math.max(away + 26, Math.abs(x(at, outer + 22) - X));
    NodeId owner = report.placements().ringAfter().ownerOf(key.token());
    picture.with(
        Svg.path(
            "leader",
            "M"
                + at(at, INNER + THICKNESS / 2)
                + "L"
                + at(at, outer + 8)
                + "L"
                + Svg.number(labelX)
                + " "
                + Svg.number(labelY)),
        Svg.circle("key", x(at, INNER + THICKNESS / 2), y(at, INNER + THICKNESS / 2), 4.5),
        Svg.text(
                "label",
                labelX + direction * 5,
                labelY + 4.5,
                direction > 0 ? "start" : "end",
                shortened(key.key()) + " \u2192 " + owner)
            .with(tag("title").withText("%s, token %016x".formatted(key.key(), key.token()))));
  }

  private void middle() {
    RingQuestion question = report.question();
    String places =
        "%,d virtual nodes".formatted(report.placements().ringBefore().virtualNodes().size());
    picture.with(
        Svg.text("big", X, Y - 18, "middle", "%,d nodes".formatted(question.before().size())),
        Svg.text("soft", X, Y + 6, "middle", places));
    if (question.hasChange()) {
      picture.with(
          Svg.text("soft", X, Y + 34, "middle", "outer circle: after"),
          Svg.text("label", X, Y + 54, "middle", shortened(question.change())));
    }
    picture.with(Svg.text("soft", X, Y - INNER + 32, "middle", "0"));
  }

  private static String shortened(String text) {
    return text.length() <= 24 ? text : text.substring(0, 23) + "\u2026";
  }

  private static String at(double fraction, double radius) {
    return Svg.number(x(fraction, radius)) + " " + Svg.number(y(fraction, radius));
  }

  private static double x(double fraction, double radius) {
    return X + radius * Math.sin(2 * Math.PI * fraction);
  }

  private static double y(double fraction, double radius) {
    return Y - radius * Math.cos(2 * Math.PI * fraction);
  }
}
