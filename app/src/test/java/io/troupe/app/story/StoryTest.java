package io.troupe.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.app.show.Ink;
import io.troupe.app.story.Scene.Became;
import io.troupe.app.story.Scene.Blow;
import io.troupe.app.story.Scene.Heard;
import io.troupe.app.story.Scene.Lost;
import io.troupe.app.story.Scene.Noted;
import io.troupe.app.story.Scene.Part;
import io.troupe.app.story.Scene.Said;
import io.troupe.app.story.Scene.Struck;
import io.troupe.app.story.Scene.Tone;
import io.troupe.app.story.Words.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a story of no protocol in particular is told. */
class StoryTest {
  private static final long MS = 1_000_000;

  private final List<Scene> scenes = new ArrayList<>();

  @Test
  void each_message_is_a_line_with_its_fate() {
    say(1, 10, "promise", Weight.NEWS);
    scenes.add(new Heard(14 * MS, 1));
    say(2, 20, "accept", Weight.NEWS);
    scenes.add(new Lost(20 * MS, 2, "bad luck"));
    say(3, 30, "learn", Weight.NEWS);

    assertThat(text(false))
        .containsPattern("10\\.0 ms +a +-> b +promise +\\(4\\.0 ms\\)")
        .containsPattern("20\\.0 ms +a +-x b +accept +LOST: bad luck")
        .containsPattern("30\\.0 ms +a +-> b +learn +\\(still on its way\\)");
  }

  @Test
  void routine_is_counted_and_told_only_when_asked_for() {
    say(1, 0, "news", Weight.NEWS);
    scenes.add(new Heard(MS, 1));
    say(2, 50, "heartbeat", Weight.ROUTINE);
    scenes.add(new Heard(51 * MS, 2));
    say(3, 100, "heartbeat", Weight.ROUTINE);
    scenes.add(new Lost(100 * MS, 3, "bad luck"));
    say(4, 150, "more news", Weight.NEWS);

    assertThat(text(false))
        .contains("149.0 ms of routine: 2 messages, 1 lost")
        .doesNotContain("heartbeat");
    assertThat(text(true)).containsPattern("(?s)heartbeat.*heartbeat");
  }

  @Test
  void what_was_repeated_is_told_if_it_arrived() {
    say(1, 0, "once more, in vain", Weight.REPEATED);
    scenes.add(new Lost(0, 1, "bad luck"));
    say(2, 1, "once more, and heard", Weight.REPEATED);
    scenes.add(new Heard(2 * MS, 2));

    assertThat(text(false)).contains("and heard").doesNotContain("in vain");
  }

  @Test
  void colours_are_only_there_if_they_are_wanted() {
    scenes.add(new Became(0, "a", Part.LEADS, "leads", "elected"));

    assertThat(text(false)).contains("leads: elected").doesNotContain("\u001b");
    assertThat(StoryText.of(story(), false, new Ink(true))).contains("\u001b[32m");
  }

  @Test
  void the_picture_has_all_that_happened_and_escapes_it() {
    say(1, 0, "<script>alert(1)</script>", Weight.NEWS);
    scenes.add(new Lost(5 * MS, 1, "a \"split\""));
    scenes.add(new Noted(6 * MS, "b", Tone.GOOD, "learns", "it was told"));
    scenes.add(new Struck(7 * MS, Blow.SPLIT, List.of(), "the network splits"));
    scenes.add(new Struck(8 * MS, Blow.CRASH, List.of("a"), "a crashes"));
    scenes.add(new Became(9 * MS, "b", Part.STRIVES, "strives", "nobody else does"));

    String page = StoryPage.of(story(), false);

    assertThat(page)
        .contains("message gone", "LOST: a &quot;split&quot;", "class=\"cross\"")
        .contains("note good", "learns", "it was told")
        .contains("class=\"split\"", "the network splits", "class=\"crash\"", "a crashes")
        .contains("role strives", "why: nobody else does")
        .contains("proposer")
        .contains("&lt;script&gt;alert(1)")
        .doesNotContain("<script>alert");
  }

  @Test
  void lines_of_json_begin_with_the_story_and_end_with_its_ending() {
    say(1, 1, "news", Weight.NEWS);

    assertThat(StoryJson.of(story()))
        .hasSize(3)
        .satisfiesExactly(
            first -> assertThat(first).contains("\"what\":\"story\"", "\"cast\":[\"client\",\"a\""),
            sent ->
                assertThat(sent).contains("\"what\":\"sent\"", "\"ms\":1.0", "\"weight\":\"news\""),
            last ->
                assertThat(last)
                    .contains("\"what\":\"ending\"", "{\"node\":\"a\",\"value\":\"x\"}"));
  }

  private void say(long message, long millis, String text, Weight weight) {
    scenes.add(
        new Said(
            millis * MS,
            message,
            "a",
            "b",
            new Words("Name", text, text, "all of " + text, Tone.PLAIN, weight)));
  }

  private String text(boolean withRoutine) {
    return StoryText.of(story(), withRoutine, new Ink(false));
  }

  private Story story() {
    return new Story(
        "A title",
        "./troupe",
        "A premise.",
        List.of("client", "a", "b"),
        Map.of(Part.STRIVES, "proposer"),
        scenes,
        List.of(new Table("End", List.of("node", "value"), List.of(List.of("a", "x")))),
        true,
        "All is well.");
  }
}
