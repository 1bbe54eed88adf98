package io.troupe.app.show;

import static j2html.TagCreator.tag;

import j2html.tags.ContainerTag;
import java.util.Locale;

/** Elements of SVG, with numbers as short as a picture needs them. */
public final class Svg {
  private Svg() {}

  /** A picture that is told to those who do not see it, by a title and a description. */
  public static ContainerTag<?> picture(
      String id, double width, double height, String title, String description) {
    return tag("svg")
        .attr("xmlns", "http://www.w3.org/2000/svg")
        .attr("viewBox", "0 0 " + number(width) + " " + number(height))
        .attr("width", number(width))
        .attr("height", number(height))
        .attr("role", "img")
        .attr("aria-labelledby", id + "-title " + id + "-desc")
        .with(
            tag("title").attr("id", id + "-title").withText(title),
            tag("desc").attr("id", id + "-desc").withText(description));
  }

  public static ContainerTag<?> element(String name, String cssClass) {
    return tag(name).attr("class", cssClass);
  }

  public static ContainerTag<?> line(String cssClass, double x1, double y1, double x2, double y2) {
    return element("line", cssClass)
        .attr("x1", number(x1))
        .attr("y1", number(y1))
        .attr("x2", number(x2))
        .attr("y2", number(y2));
  }

  public static ContainerTag<?> circle(String cssClass, double x, double y, double radius) {
    return element("circle", cssClass)
        .attr("cx", number(x))
        .attr("cy", number(y))
        .attr("r", number(radius));
  }

  public static ContainerTag<?> rectangle(
      String cssClass, double x, double y, double width, double height) {
    return element("rect", cssClass)
        .attr("x", number(x))
        .attr("y", number(y))
        .attr("width", number(width))
        .attr("height", number(height));
  }

  public static ContainerTag<?> path(String cssClass, String data) {
    return element("path", cssClass).attr("d", data);
  }

  /**
   * Text at a point.
   *
   * @param anchor which end of the text is there: start, middle or end
   */
  public static ContainerTag<?> text(
      String cssClass, double x, double y, String anchor, String text) {
    return element("text", cssClass)
        .attr("x", number(x))
        .attr("y", number(y))
        .attr("text-anchor", anchor)
        .withText(text);
  }

  /** At most two decimals. */
  public static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.replaceAll("\\.?0+$", "");
  }
}
