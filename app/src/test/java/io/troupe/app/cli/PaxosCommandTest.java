package io.troupe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./troupe paxos propose} as its users call it. */
class PaxosCommandTest {
  private final Console console = new Console();

  @Test
  void the_first_value_is_chosen_and_whoever_is_late_gets_it(@TempDir Path directory)
      throws IOException {
    Path page = directory.resolve("story.html");

    assertThat(console.run("paxos propose x y --nodes 3 --html " + page)).isEqualTo(ExitCode.OK);

    assertThat(console.out())
        .contains("prepares 1.n1: was asked to")
        .contains("promises 1.n1: it has promised nothing yet")
        .contains("I promise 1.n1; I have accepted nothing")
        .contains("proposes \"x\" under 1.n1: 2 promised; they have accepted nothing")
        .contains("I have accepted \"x\" under 1.n1")
        .contains("learns \"x\": a quorum has accepted 1.n1")
        .containsPattern("x +n1 +chosen is \"x\"\\R")
        .containsPattern("y +n3 +chosen is \"x\", not yours")
        .contains("\"x\" is chosen, and learned by all 3 nodes.")
        .contains(page.toString())
        .doesNotContain("\u001b[");
    assertThat(console.err()).isEmpty();
    assertThat(Console.page(page))
        .contains("Sequence diagram: Paxos: 3 nodes choose a value")
        .contains("prepares 1.n1", "promise 1.n1", "accepted &quot;x&quot;")
        .contains("./troupe paxos propose x y --nodes 3 --seed 1");
  }

  @Test
  void who_loses_a_duel_backs_off_and_both_get_the_same_value() throws IOException {
    String command = "paxos propose x y --duel --json --seed ";
    for (int seed = 1; seed <= 3; seed++) {
      assertThat(console.run(command + seed)).as("--seed " + seed).isEqualTo(ExitCode.OK);

      List<JsonNode> lines = console.lines();
      assertThat(lines)
          .as("--seed " + seed)
          .anyMatch(line -> line.path("role").asText().equals("backs off"));
      assertThat(lines.get(lines.size() - 1).at("/tables/1/rows"))
          .as("--seed " + seed)
          .extracting(row -> row.path("learned").asText())
          .hasSize(5)
          .containsOnly(learned(lines, 0));
    }
  }

  /** A majority may have it, so whoever comes next must not choose another. */
  @Test
  void a_value_outlives_the_proposer_that_crashes_over_it() {
    assertThat(console.run("paxos propose x y --crash proposer")).isEqualTo(ExitCode.OK);

    assertThat(console.out())
        .contains("### n1 crashes ###")
        .contains("it must go on with \"x\" under 1.n1, the highest they know")
        .containsPattern("x +n1 +none until the end")
        .containsPattern("y +n5 +chosen is \"x\", not yours")
        .contains("\"x\" is chosen, and learned by all 4 nodes that are left.");
  }

  /** What a minority has accepted is not chosen: the other side is free, and this one gives in. */
  @Test
  void only_one_side_of_a_split_can_choose() {
    assertThat(console.run("paxos propose x y --partition 1,2/3,4,5")).isEqualTo(ExitCode.OK);

    assertThat(console.out())
        .contains("### the network splits: n1 n2 | n3 n4 n5 ###")
        .containsPattern("n2 +\\* accepts \"x\" under 1.n1")
        .contains("proposes \"y\" under 1.n5: 3 promised; they have accepted nothing")
        .contains("no to 1.n1: I have promised 1.n5")
        .contains("### the network is whole again ###")
        .containsPattern("x +n1 +chosen is \"y\", not yours")
        .contains("\"y\" is chosen, and learned by all 5 nodes.");
  }

  @Test
  void without_a_majority_nothing_is_chosen_and_the_exit_code_says_so() {
    assertThat(console.run("paxos propose x --nodes 2 --crash 2")).isEqualTo(ExitCode.NO);

    assertThat(console.out())
        .contains("unknown: nothing was chosen in time")
        .contains("Nobody has learned of a chosen value.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "paxos propose | VALUE | paxos propose x y",
        "paxos propose x --duel | --duel takes 2 to 5 VALUEs | not 1",
        "paxos propose x y z --duel --nodes 2 | --duel takes 2 to 2 VALUEs | --nodes gives more",
        "paxos propose x --crash leader | --crash: there is no node \"leader\" | or proposer",
        "raft propose x --crash proposer | --crash: there is no node \"proposer\" | or leader"
      })
  void a_wrong_argument_is_named_with_the_fix(String command, String argument, String fix) {
    assertThat(console.run(command)).isEqualTo(ExitCode.USAGE);
    assertThat(console.err()).contains(argument).contains(fix);
    assertThat(console.out()).isEmpty();
  }

  private static String learned(List<JsonNode> lines, int node) {
    return lines.get(lines.size() - 1).at("/tables/1/rows/" + node).path("learned").asText();
  }
}
