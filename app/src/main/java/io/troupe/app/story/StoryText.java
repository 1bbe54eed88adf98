package io.troupe.app.story;

import io.troupe.app.show.Columns;
import io.troupe.app.show.Columns.Cell;
import io.troupe.app.show.Ink;
import io.troupe.app.story.Abridged.Part.Quiet;
import io.troupe.app.story.Abridged.Part.Told;
import io.troupe.app.story.Scene.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A story for a terminal: a line for each message, with what became of it, and for each deed. */
public final class StoryText {
  private final Story story;
  private final Ink ink;
  private final Deliveries deliveries;
  private final StringBuilder text = new StringBuilder();
  private final Scenes scenes = new Scenes();

  private StoryText(Story story, Ink ink) {
    this.story = story;
    this.ink = ink;
    this.deliveries = new Deliveries(story);
  }

  /**
   * All of a story.
   *
   * @param withRoutine whether routine messages are told one by one
   */
  public static String of(Story story, boolean withRoutine, Ink ink) {
    StoryText text = new StoryText(story, ink);
    text.line(ink.bold(story.title()));
    text.line(ink.faint(story.premise()));
    text.line("");
    for (Abridged.Part part : Abridged.of(story, withRoutine)) {
      if (part instanceof Told told) {
        told.scene().accept(text.scenes).ifPresent(text::line);
      } else if (part instanceof Quiet quiet) {
        text.line(ink.faint(time(quiet.fromNanos()) + "        ... " + inWords(quiet)));
      }
    }
    story.ending().forEach(text::table);
    text.line("");
    text.line(story.good() ? ink.good(story.verdict()) : ink.bad(story.verdict()));
    return text.text.toString();
  }

  static String inWords(Quiet quiet) {
    return "%s ms of routine: %d message%s%s"
        .formatted(
            millis(quiet.toNanos() - quiet.fromNanos()),
            quiet.messages(),
            quiet.messages() == 1 ? "" : "s",
            quiet.lost() == 0 ? "" : ", " + quiet.lost() + " lost");
  }

  static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
  }

  private static String time(long nanos) {
    return String.format(Locale.ROOT, "%9s ms  ", millis(nanos));
  }

  private void table(Table table) {
    line("");
    line(ink.bold(table.title()));
    Columns columns = new Columns();
    columns.row(
        table.heads().stream()
            .map(head -> Cell.left(head.toUpperCase(Locale.ROOT)).in(ink::faint))
            .toList());
    for (List<String> row : table.rows()) {
      List<Cell> cells = new ArrayList<>();
      row.forEach(cell -> cells.add(Cell.left(cell)));
      columns.row(cells);
    }
    text.append(columns.render());
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private String name(String who) {
    String padded = String.format("%-6s", who);
    int i = story.cast().indexOf(who);
    return i <= 0 ? padded : ink.node(i - 1, padded);
  }

  private static String because(String why) {
    return why.isEmpty() ? "" : ": " + why;
  }

  private final class Scenes implements Scene.Handler<Optional<String>> {
    @Override
    public Optional<String> onSaid(Said scene) {
      String words = scene.words().text();
      String shown =
          switch (scene.words().tone()) {
            case PLAIN -> words;
            case GOOD -> ink.good(words);
            case BAD -> ink.warm(words);
          };
      Optional<String> lost = deliveries.lost(scene.message()).map(Scene.Lost::why);
      String fate =
          lost.map(why -> ink.bad("  LOST: " + why))
              .or(
                  () ->
                      deliveries
                          .heard(scene.message())
                          .map(heard -> ink.faint(after(scene, heard))))
              .orElse(ink.faint("  (still on its way)"));
      return Optional.of(
          time(scene.atNanos())
              + name(scene.from())
              + (lost.isPresent() ? ink.bad("-x ") : "-> ")
              + name(scene.to())
              + " "
              + shown
              + fate);
    }

    private String after(Said said, Scene.Heard heard) {
      long nanos = heard.atNanos() - said.atNanos();
      return nanos == 0 ? "" : "  (" + millis(nanos) + " ms)";
    }

    @Override
    public Optional<String> onHeard(Scene.Heard scene) {
      return Optional.empty(); // told with the message
    }

    @Override
    public Optional<String> onLost(Scene.Lost scene) {
      return Optional.empty(); // told with the message
    }

    @Override
    public Optional<String> onBecame(Scene.Became scene) {
      String what = scene.what() + because(scene.why());
      String shown =
          switch (scene.part()) {
            case FOLLOWS -> what;
            case STRIVES -> ink.warm(what);
            case LEADS -> ink.good(what);
          };
      return Optional.of(time(scene.atNanos()) + name(scene.who()) + "== " + ink.bold(shown));
    }

    @Override
    public Optional<String> onNoted(Scene.Noted scene) {
      String what = scene.what() + because(scene.why());
      String shown =
          switch (scene.tone()) {
            case PLAIN -> what;
            case GOOD -> ink.good(what);
            case BAD -> ink.bad(what);
          };
      return Optional.of(time(scene.atNanos()) + name(scene.who()) + " * " + shown);
    }

    @Override
    public Optional<String> onStruck(Scene.Struck scene) {
      return Optional.of(time(scene.atNanos()) + ink.bold(ink.bad("### " + scene.what() + " ###")));
    }
  }
}
