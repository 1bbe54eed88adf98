package io.troupe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./troupe raft propose} as its users call it. */
class RaftCommandTest {
  private final Console console = new Console();

  @Test
  void a_value_is_committed_and_the_story_told(@TempDir Path directory) throws IOException {
    Path page = directory.resolve("story.html");

    assertThat(console.run("raft propose x --nodes 3 --html " + page)).isEqualTo(ExitCode.OK);

    assertThat(console.out())
        .contains("would you vote for me in term 1? my log is empty")
        .contains("I would")
        .contains("you have my vote in term 1")
        .contains("leads term 1: elected")
        .contains("persists 2@1 \"x\"")
        .contains("commits 2@1 \"x\": a majority has it")
        .contains("committed as entry 2")
        .contains("The value is committed on all 3 nodes.")
        .contains(page.toString())
        .doesNotContain("\u001b[");
    assertThat(console.err()).isEmpty();
    assertThat(Console.page(page))
        .contains("Sequence diagram: Raft: 3 nodes agree on 1 value")
        .contains("leads term 1", "my vote, term 1", "follows n")
        .contains("./troupe raft propose x --nodes 3 --seed 1");
  }

  @Test
  void the_same_seed_tells_the_same_story_and_another_seed_another() {
    String command = "raft propose x y --nodes 3 --loss 20% --json --seed ";

    console.run(command + 7);
    String first = console.out();
    console.run(command + 7);
    String again = console.out();
    console.run(command + 8);

    assertThat(again).isEqualTo(first);
    assertThat(console.out()).isNotEqualTo(first);
    assertThat(first).contains("lost by the network, as 20 % are");
  }

  @Test
  void a_crashed_leader_is_replaced_and_its_value_survives() throws IOException {
    assertThat(console.run("raft propose x y --nodes 3 --crash leader --json"))
        .isEqualTo(ExitCode.OK);

    List<JsonNode> lines = console.lines();
    JsonNode crash = lines.stream().filter(line -> is(line, "crash")).findFirst().orElseThrow();
    String crashed = crash.at("/whom/0").asText();
    assertThat(leaders(lines)).first().isEqualTo(crashed);
    assertThat(leaders(lines)).last().isNotEqualTo(crashed);
    JsonNode ending = lines.get(lines.size() - 1);
    assertThat(ending.at("/tables/1/rows"))
        .allMatch(
            row ->
                row.path("committed values").asText().equals("x y")
                    || row.path("node").asText().equals(crashed));
  }

  /** Nobody hears anybody: the value is in one log only, and whoever leads next knows nothing. */
  @Test
  void what_only_a_lost_leader_had_is_dropped_and_the_client_does_not_know() {
    assertThat(console.run("raft propose x y --nodes 3 --partition 1/2/3")).isEqualTo(ExitCode.NO);

    assertThat(console.out())
        .contains("### the network splits: n1 | n2 | n3 ###")
        .contains("LOST: the network is split between")
        .contains("steps down")
        .contains("### the network is whole again ###")
        .contains("drops its entries from 2 on")
        .containsPattern("x +n1 +unknown: the leader changed")
        .contains("Not committed on all 3 nodes: x.");
  }

  @Test
  void without_a_majority_nothing_is_committed_and_the_exit_code_says_so() {
    assertThat(console.run("raft propose x --nodes 2 --crash 2")).isEqualTo(ExitCode.NO);

    assertThat(console.out()).contains("Not committed on the node that is left: x.");
  }

  /** What was sent is delivered or lost, once; what was not sent is neither. */
  @Test
  void every_message_has_one_fate() throws IOException {
    console.run("raft propose x --nodes 3 --loss 30% --json");

    List<JsonNode> lines = console.lines();
    List<Long> sent = messages(lines, "sent");
    List<Long> fates = messages(lines, "delivered");
    fates.addAll(messages(lines, "lost"));
    assertThat(sent).doesNotHaveDuplicates().containsAll(fates);
    assertThat(fates).doesNotHaveDuplicates();
    assertThat(messages(lines, "lost")).isNotEmpty();
    assertThat(lines.stream().filter(line -> line.has("ms")).map(line -> line.get("ms").asDouble()))
        .isSorted();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "raft propose | VALUE | raft propose x y",
        "raft propose x --nodes 10 | --nodes 10 | 1 to 9",
        "raft propose x --loss much | --loss much | 90%",
        "raft propose x --loss 95% | --loss 95% | 90%",
        "raft propose x --crash 6 | --crash: there is no node \"6\" | 1 to 5",
        "raft propose x --partition 1,2/3,4 | [n5] on no side | every node",
        "raft propose x --partition 1,2/2,3,4,5 | n2 is there twice | one side",
        "raft propose x --partition 1,2,3,4,5 | one side is no split | 1,2/3,4,5",
        "raft propose x --partition 1,2/3,4,5,7 | there is no node \"7\" | 1 to 5",
        "raft propose x --seed many | --seed | many"
      })
  void a_wrong_argument_is_named_with_the_fix(String command, String argument, String fix) {
    assertThat(console.run(command)).isEqualTo(ExitCode.USAGE);
    assertThat(console.err()).contains(argument).contains(fix);
    assertThat(console.out()).isEmpty();
  }

  private static boolean is(JsonNode line, String what) {
    return line.path("what").asText().equals(what);
  }

  private static List<String> leaders(List<JsonNode> lines) {
    return lines.stream()
        .filter(line -> is(line, "became") && line.path("part").asText().equals("leads"))
        .map(line -> line.path("who").asText())
        .toList();
  }

  private static List<Long> messages(List<JsonNode> lines, String what) {
    return new ArrayList<>(
        lines.stream()
            .filter(line -> is(line, what))
            .map(line -> line.path("message").asLong())
            .toList());
  }
}
