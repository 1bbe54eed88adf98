package io.troupe.app.story;

import static j2html.TagCreator.tag;

import io.troupe.app.show.Svg;
import io.troupe.app.story.Abridged.Part.Quiet;
import io.troupe.app.story.Abridged.Part.Told;
import io.troupe.app.story.Scene.Blow;
import io.troupe.app.story.Scene.Part;
import io.troupe.app.story.Scene.Said;
import j2html.tags.ContainerTag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A story as a sequence diagram: a lifeline for each of the cast, time going down. Rows are events,
 * so that busy moments have room; longer pauses are drawn longer, up to a bound. A lifeline is as
 * wide and as coloured as the part that is played.
 */
final class SequencePicture {
  private static final double GUTTER = 74;
  private static final double COLUMN = 182;
  private static final double CLIENT_COLUMN = 120;
  private static final double ROW = 23;
  private static final double TOP = 14;
  private static final double QUIET = 34;
  private static final double PAUSE_MAX = 26;
  private static final double PAUSE_PER_MILLI = 0.7;
  private static final int LETTERS_MAX = 27;
  private static final double LOST_AT = 0.6;

  private final Story story;
  private final Deliveries deliveries;
  private final List<Abridged.Part> parts;
  private final double width;
  private final List<ContainerTag<?>> behind = new ArrayList<>();
  private final List<ContainerTag<?>> lines = new ArrayList<>();
  private final List<ContainerTag<?>> arrows = new ArrayList<>();
  private final List<ContainerTag<?>> words = new ArrayList<>();
  private final Map<Long, Start> underWay = new HashMap<>();
  private final Map<String, Lifeline> lifelines = new HashMap<>();
  private double y = TOP;
  private double splitFrom = -1;
  private long lastNanos;
  private long lastShownNanos = -1;
  private String lastSpeaker = "";
  private long lastSpokenNanos = -1;

  private record Start(Said said, double y) {}

  private static final class Lifeline {
    private Part part = Part.FOLLOWS;
    private double since = TOP;
    private boolean ended;
  }

  SequencePicture(Story story, boolean withRoutine) {
    this.story = story;
    this.deliveries = new Deliveries(story);
    this.parts = Abridged.of(story, withRoutine);
    this.width = GUTTER + CLIENT_COLUMN + COLUMN * (story.cast().size() - 1) + 40;
    story.cast().forEach(who -> lifelines.put(who, new Lifeline()));
  }

  /** The names above the lifelines, in a picture of their own that stays in sight. */
  ContainerTag<?> names() {
    ContainerTag<?> names = Svg.picture("names", width, 30, "Who", String.join(", ", story.cast()));
    for (String who : story.cast()) {
      names.with(Svg.text("who", x(who), 20, "middle", who));
    }
    return names;
  }

  ContainerTag<?> picture() {
    Draw draw = new Draw();
    for (Abridged.Part part : parts) {
      if (part instanceof Told told) {
        told.scene().accept(draw);
      } else if (part instanceof Quiet quiet) {
        quiet(quiet);
      }
    }
    finish();
    ContainerTag<?> picture =
        Svg.picture(
            "sequence", width, y + 20, "Sequence diagram: " + story.title(), story.verdict());
    picture.with(arrowHeads());
    behind.forEach(picture::with);
    lines.forEach(picture::with);
    arrows.forEach(picture::with);
    words.forEach(picture::with);
    return picture;
  }

  private void finish() {
    y += ROW;
    underWay.values().stream()
        .filter(start -> deliveries.lost(start.said().message()).isEmpty())
        .forEach(start -> arrow(start, y, "pending", ""));
    lifelines.forEach(this::endSegment);
    endSplit();
  }

  private void quiet(Quiet quiet) {
    y += QUIET;
    lastNanos = quiet.toNanos();
    behind.add(Svg.rectangle("quiet", GUTTER, y - 17, width - GUTTER - 10, 22));
    words.add(
        Svg.text(
            "hush",
            GUTTER + (width - GUTTER) / 2,
            y - 2,
            "middle",
            "\u2026 " + StoryText.inWords(quiet) + " \u2026"));
  }

  /** Begins the row of something that happens at that time. */
  private void row(long nanos) {
    double millis = (nanos - lastNanos) / 1e6;
    y += ROW + Math.min(PAUSE_MAX, Math.max(0, millis - 5) * PAUSE_PER_MILLI);
    lastNanos = nanos;
    if (nanos != lastShownNanos) {
      words.add(
          Svg.text(
              "time",
              GUTTER - 14,
              y + 4,
              "end",
              String.format(Locale.ROOT, "%.1f ms", nanos / 1e6)));
      lastShownNanos = nanos;
    }
  }

  private double x(String who) {
    int i = story.cast().indexOf(who);
    return i == 0
        ? GUTTER + CLIENT_COLUMN / 2
        : GUTTER + CLIENT_COLUMN + COLUMN * (i - 1) + COLUMN / 2;
  }

  private Lifeline lifeline(String who) {
    return Optional.ofNullable(lifelines.get(who)).orElseThrow();
  }

  private void endSegment(String who, Lifeline lifeline) {
    if (!lifeline.ended) {
      boolean node = story.cast().indexOf(who) > 0;
      double half =
          switch (lifeline.part) {
            case FOLLOWS -> node ? 2 : 1;
            case STRIVES -> 4;
            case LEADS -> 6;
          };
      lines.add(
          Svg.rectangle(
              "life " + (node ? look(lifeline.part) : "outside"),
              x(who) - half,
              lifeline.since,
              2 * half,
              y - lifeline.since));
      lifeline.since = y;
    }
  }

  private void endSplit() {
    if (splitFrom >= 0) {
      behind.add(Svg.rectangle("split", GUTTER, splitFrom, width - GUTTER - 10, y - splitFrom));
      splitFrom = -1;
    }
  }

  private static String look(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }

  private void arrow(Start start, double toY, String look, String fate) {
    Said said = start.said();
    double fromX = x(said.from());
    double toX = x(said.to());
    double direction = Math.signum(toX - fromX);
    boolean lost = look.equals("gone");
    double endX = lost ? fromX + (toX - fromX) * LOST_AT : toX - direction * 8;
    double beginX = fromX + direction * 6;
    ContainerTag<?> group =
        Svg.element("g", "message " + look)
            .attr("tabindex", "0")
            .attr("data-all", all(said, fate))
            .with(
                tag("title").withText(all(said, fate)),
                Svg.line("reach", beginX, start.y(), endX, toY),
                Svg.line("shaft", beginX, start.y(), endX, toY));
    if (lost) {
      group.with(
          Svg.path(
              "cross",
              "M%1$s %2$sl10 10m0 -10l-10 10"
                  .formatted(Svg.number(endX - 5), Svg.number(toY - 5))));
    } else {
      group.attr("data-head", look);
    }
    group.with(
        Svg.text(
            "brief",
            lost ? endX + direction * 9 : toX - direction * 12,
            lost ? toY + 4 : toY + 13,
            lost == direction > 0 ? "start" : "end",
            shortened(said.words().brief())));
    arrows.add(group);
  }

  private static String all(Said said, String fate) {
    return "%s \u2192 %s: %s%n%s%n%s"
        .formatted(said.from(), said.to(), said.words().text(), said.words().detail(), fate);
  }

  private static String shortened(String text) {
    return text.length() <= LETTERS_MAX ? text : text.substring(0, LETTERS_MAX - 1) + "\u2026";
  }

  private static ContainerTag<?> arrowHeads() {
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

  private final class Draw implements Scene.Handler<Boolean> {
    @Override
    public Boolean onSaid(Said scene) {
      // What one says to many at one moment leaves from one point.
      if (!scene.from().equals(lastSpeaker) || scene.atNanos() != lastSpokenNanos) {
        row(scene.atNanos());
        lines.add(Svg.circle("mouth", x(scene.from()), y, 3.5));
      }
      lastSpeaker = scene.from();
      lastSpokenNanos = scene.atNanos();
      underWay.put(scene.message(), new Start(scene, y));
      return true;
    }

    @Override
    public Boolean onHeard(Scene.Heard scene) {
      Start start = underWay.remove(scene.message());
      if (start != null) {
        boolean atOnce = scene.atNanos() == start.said().atNanos();
        if (!atOnce) {
          row(scene.atNanos());
        }
        String look =
            switch (start.said().words().tone()) {
              case PLAIN -> "plain";
              case GOOD -> "yes";
              case BAD -> "no";
            };
        String fate =
            "arrived after %s ms"
                .formatted(StoryText.millis(scene.atNanos() - start.said().atNanos()));
        arrow(start, y, look, fate);
        lastSpeaker = "";
      }
      return true;
    }

    @Override
    public Boolean onLost(Scene.Lost scene) {
      Start start = underWay.remove(scene.message());
      if (start != null) {
        boolean atOnce = scene.atNanos() == start.said().atNanos();
        if (!atOnce) {
          row(scene.atNanos());
        }
        arrow(start, atOnce ? y + ROW * 0.7 : y, "gone", "LOST: " + scene.why());
      }
      return true;
    }

    @Override
    public Boolean onBecame(Scene.Became scene) {
      row(scene.atNanos());
      Lifeline lifeline = lifeline(scene.who());
      endSegment(scene.who(), lifeline);
      lifeline.part = scene.part();
      String text = shortened(scene.what());
      double half = 9 + text.length() * 3.35;
      words.add(
          Svg.element("g", "role " + look(scene.part()))
              .attr("tabindex", "0")
              .attr("data-all", scene.who() + " " + scene.what() + "\nwhy: " + scene.why())
              .with(
                  tag("title").withText(scene.who() + " " + scene.what() + ": " + scene.why()),
                  Svg.rectangle("pill", x(scene.who()) - half, y - 10, 2 * half, 20)
                      .attr("rx", "10"),
                  Svg.text("pilltext", x(scene.who()), y + 4, "middle", text)));
      return true;
    }

    @Override
    public Boolean onNoted(Scene.Noted scene) {
      row(scene.atNanos());
      String why = scene.why().isEmpty() ? "" : "\nwhy: " + scene.why();
      words.add(
          Svg.element("g", "note " + scene.tone().name().toLowerCase(Locale.ROOT))
              .attr("tabindex", "0")
              .attr("data-all", scene.who() + " " + scene.what() + why)
              .with(
                  tag("title").withText(scene.who() + " " + scene.what() + why),
                  Svg.rectangle("dot", x(scene.who()) - 4, y - 4, 8, 8),
                  Svg.text("brief", x(scene.who()) + 10, y + 4, "start", shortened(scene.what()))));
      return true;
    }

    @Override
    public Boolean onStruck(Scene.Struck scene) {
      row(scene.atNanos());
      y += 6;
      if (scene.blow() == Blow.SPLIT) {
        splitFrom = y;
      } else if (scene.blow() == Blow.HEAL) {
        endSplit();
      } else {
        scene.whom().forEach(this::crash);
      }
      words.add(Svg.rectangle("banner", GUTTER, y - 12, width - GUTTER - 10, 24).attr("rx", "5"));
      words.add(
          Svg.text("bannertext", GUTTER + (width - GUTTER) / 2, y + 5, "middle", scene.what()));
      scene
          .whom()
          .forEach(
              who ->
                  words.add(
                      Svg.path(
                          "crash",
                          "M%s %sl18 18m0 -18l-18 18"
                              .formatted(Svg.number(x(who) - 9), Svg.number(y + 14)))));
      y += scene.whom().isEmpty() ? 6 : 24;
      return true;
    }

    private void crash(String who) {
      Lifeline lifeline = lifeline(who);
      endSegment(who, lifeline);
      lifeline.ended = true;
    }
  }
}
