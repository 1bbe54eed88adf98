package io.troupe.app.story;

import io.troupe.app.show.Svg;
import io.troupe.app.story.Scene.Part;
import j2html.tags.ContainerTag;
import java.util.Locale;
import java.util.Optional;

/** The vertical line of one of the cast, as wide and as coloured as the part that is played. */
final class Lifeline {
  private final double x;
  private final boolean node;
  private Part part = Part.FOLLOWS;
  private double since;
  private boolean ended;

  /**
   * A line that begins at {@code top}.
   *
   * @param node whether it is of a node, or of somebody outside
   */
  Lifeline(double x, double top, boolean node) {
    this.x = x;
    this.since = top;
    this.node = node;
  }

  /** The segment up to {@code y}, where another part begins; none if the line has ended. */
  Optional<ContainerTag<?>> becomes(Part next, double y) {
    Optional<ContainerTag<?>> segment = segment(y);
    part = next;
    since = y;
    return segment;
  }

  /** The last segment; none if the line has ended before. */
  Optional<ContainerTag<?>> endsAt(double y) {
    Optional<ContainerTag<?>> segment = segment(y);
    ended = true;
    return segment;
  }

  private Optional<ContainerTag<?>> segment(double y) {
    if (ended) {
      return Optional.empty();
    }
    double half = node ? halfWidth() : 1;
    String look = node ? look(part) : "outside";
    return Optional.of(Svg.rectangle("life " + look, x - half, since, 2 * half, y - since));
  }

  private double halfWidth() {
    return switch (part) {
      case FOLLOWS -> 2;
      case STRIVES -> 4;
      case LEADS -> 6;
    };
  }

  /** The class of a part in the page's styles. */
  static String look(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }
}
