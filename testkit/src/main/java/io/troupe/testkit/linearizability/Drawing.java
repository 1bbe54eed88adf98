package io.troupe.testkit.linearizability;

import io.troupe.testkit.linearizability.Contradiction.Explanation;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The SVG in a {@link HistoryPicture}. */
final class Drawing<I, O> {
  private static final int BAR_HEIGHT = 34;
  private static final int MAX_LABEL_LENGTH = 36;
  private static final int PIXELS_PER_CHARACTER = 7;

  private final Contradiction<I, O> contradiction;
  private final Set<Operation<I, O>> core;
  private final Timeline<I, O> timeline;

  Drawing(Contradiction<I, O> contradiction) {
    this.contradiction = contradiction;
    this.core = new HashSet<>(contradiction.core());
    this.timeline =
        new Timeline<>(contradiction, op -> 22 + PIXELS_PER_CHARACTER * label(op).length());
  }

  int operations() {
    return timeline.drawn().size();
  }

  String svg() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d">
        <defs><linearGradient id="fading">\
        <stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#222"/></linearGradient>
        <mask id="fade" maskContentUnits="objectBoundingBox">\
        <rect width="1" height="1" fill="url(#fading)"/></mask></defs>
        """
            .formatted(timeline.width(), timeline.height()));
    timeline.lanes().values().forEach(lane -> svg.append(lane(lane)));
    svg.append(cutLine());
    timeline.drawn().forEach(operation -> svg.append(bar(operation)));
    List<Explanation<I, O>> explanations = contradiction.explanations();
    for (int i = 0; i < explanations.size(); i++) {
      svg.append(path(i, explanations.get(i).order()));
    }
    timeline.drawn().forEach(operation -> svg.append(text(operation)));
    return svg.append(names()).append("</svg>\n").toString();
  }

  private String lane(int lane) {
    int top = Timeline.TOP + lane * Timeline.LANE_HEIGHT;
    return """
    <rect class="lane" y="%d" width="%d" height="%d"/>
    """
        .formatted(top - 6, timeline.width(), Timeline.LANE_HEIGHT - 4);
  }

  /** Above everything else; the page keeps them in sight when it is scrolled. */
  private String names() {
    StringBuilder names = new StringBuilder("<g class=\"names\">");
    timeline
        .lanes()
        .forEach(
            (process, lane) -> {
              int top = Timeline.TOP + lane * Timeline.LANE_HEIGHT;
              names.append(
                  """
                  <rect y="%d" width="%d" height="%d"/><text x="12" y="%d">process %d</text>
                  """
                      .formatted(
                          top - 6, Timeline.LEFT - 10, Timeline.LANE_HEIGHT, top + 20, process));
            });
    return names.append("</g>\n").toString();
  }

  /** Where the impossible operation returns, in pixels from the left. */
  int cut() {
    return timeline.x(contradiction.impossible().returned());
  }

  private String cutLine() {
    return """
    <g class="cut"><path d="M%1$d 22V%2$d"/><text x="%1$d" y="15">explained up to here</text></g>
    """
        .formatted(cut(), timeline.height());
  }

  private String bar(Operation<I, O> operation) {
    int left = timeline.left(operation);
    return """
    <g class="bar %s"><title>%s</title><rect x="%d" y="%d" width="%d" height="%d" rx="5"%s/></g>
    """
        .formatted(
            kind(operation),
            HistoryPicture.escape(details(operation)),
            left,
            timeline.top(operation),
            Math.max(8, timeline.right(operation) - left),
            BAR_HEIGHT,
            operation.isUnknown() ? " mask=\"url(#fade)\"" : "");
  }

  /** Above the paths, so that it can be read. */
  private String text(Operation<I, O> operation) {
    return """
    <text class="label %s" x="%d" y="%d">%s</text>
    """
        .formatted(
            kind(operation),
            timeline.left(operation) + 7,
            timeline.top(operation) + 12,
            HistoryPicture.escape(label(operation)));
  }

  private String kind(Operation<I, O> operation) {
    if (operation.equals(contradiction.impossible())) {
      return "impossible";
    }
    return core.contains(operation) ? "core" : "other";
  }

  private String path(int number, List<Operation<I, O>> order) {
    Map<Operation<I, O>, Double> points = timeline.points(order);
    points.keySet().retainAll(new HashSet<>(timeline.drawn()));
    String line =
        points.entrySet().stream()
            .map(point -> at(point.getValue()) + " " + y(point.getKey()))
            .collect(Collectors.joining("L", "<path d=\"M", "\"/>"));
    StringBuilder path = new StringBuilder("<g class=\"order choice" + number + "\">");
    path.append(points.isEmpty() ? "" : line);
    int place = 0;
    for (Map.Entry<Operation<I, O>, Double> point : points.entrySet()) {
      path.append(
          """
          <circle cx="%1$s" cy="%2$d" r="7"/><text x="%1$s" y="%3$d">%4$d</text>
          """
              .formatted(at(point.getValue()), y(point.getKey()), y(point.getKey()) + 3, ++place));
    }
    return path.append("</g>\n").toString();
  }

  private int y(Operation<I, O> operation) {
    return timeline.top(operation) + BAR_HEIGHT - 10;
  }

  private static String at(double x) {
    return String.format(Locale.ROOT, "%.1f", x);
  }

  private String label(Operation<I, O> operation) {
    String label = operation.input() + " \u2192 " + operation.outcome();
    return label.length() <= MAX_LABEL_LENGTH
        ? label
        : label.substring(0, MAX_LABEL_LENGTH - 1) + "\u2026";
  }

  private String details(Operation<I, O> operation) {
    return "process %d: %s\n%s\ninvoked at %d, %s"
        .formatted(
            operation.process(),
            operation.input(),
            operation.isUnknown() ? "outcome unknown by then" : "returned " + operation.outcome(),
            operation.invoked(),
            operation.isUnknown()
                ? "may happen at any time, or never"
                : "returned at " + operation.returned());
  }
}
