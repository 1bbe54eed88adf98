package io.troupe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./troupe ring} as its users call it. */
class RingCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void owners_and_preference_lists_of_keys_are_shown_by_each_way() {
    assertThat(run("ring a b c --key user:1 user:2")).isEqualTo(ExitCode.OK);

    assertThat(out.toString())
        .contains("KEY", "MODULO N", "HASH RING", "SHARD TABLE")
        .containsPattern("user:1 +54f09e266816c56e +654 +a b c +c b a +a b c")
        .doesNotContain("\u001b[");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void a_join_moves_nearly_all_by_modulo_n_and_the_least_by_the_table() throws IOException {
    assertThat(run("ring a b c d --join e --replicas 1 --json")).isEqualTo(ExitCode.OK);

    JsonNode change = new ObjectMapper().readTree(out.toString()).path("change");
    assertThat(change.at("/moved/moduloN/firstNodeOfKeys").asDouble()).isBetween(0.79, 0.81);
    assertThat(change.at("/moved/ring/firstNodeOfKeys").asDouble()).isBetween(0.15, 0.25);
    assertThat(change.at("/moved/table/firstNodeOfKeys").asDouble()).isBetween(0.199, 0.201);
    assertThat(change.at("/plan/copies").asInt()).isEqualTo(204);
    assertThat(change.at("/plan/leastCopies").asInt()).isEqualTo(204);
  }

  @Test
  void a_leave_moves_what_the_node_held() throws IOException {
    assertThat(run("ring a b c d --leave b --json")).isEqualTo(ExitCode.OK);

    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.at("/change/plan/copies").asInt())
        .isEqualTo(json.at("/nodes/1/replicas").asInt());
    assertThat(json.at("/change/nodes")).hasSize(3);
  }

  /** 1,021 shards, three replicas each: 3,063 in all. */
  @Test
  void weights_and_racks_are_respected() throws IOException {
    assertThat(
            run("ring a b c d --weights a=2,b=2 --racks a=r1,b=r2,c=r3,d=r3 --replicas 2 --json"))
        .isEqualTo(ExitCode.OK);

    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.at("/nodes").findValues("replicas").stream().map(JsonNode::asInt))
        .allMatch(replicas -> List.of(340, 341, 680, 681).contains(replicas));
    assertThat(json.at("/nodes/0/due").asDouble()).isEqualTo(2.0 / 6);
    assertThat(json.path("findings")).isEmpty();
  }

  @Test
  void what_racks_make_impossible_is_said() {
    run("ring a b c --racks a=r1,b=r1,c=r1");

    assertThat(out.toString()).contains("! too few racks");
  }

  @Test
  void the_page_has_pictures_keys_and_tables_and_loads_nothing(@TempDir Path directory)
      throws IOException {
    Path page = directory.resolve("ring.html");

    assertThat(run("ring a b c --key <b>&co --join d --html " + page)).isEqualTo(ExitCode.OK);

    assertThat(out.toString()).contains(page.toString());
    assertThat(Console.page(page))
        .contains("what moves when d joins")
        .contains("<svg", "<desc", "The hash ring", "Shards placed by modulo N")
        .contains("&lt;b&gt;&amp;co")
        .doesNotContain("<b>&co")
        .containsPattern("<path class=\"node n3\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ring | no NODE is named | ./troupe ring a b c",
        "ring a b b | NODE b | once",
        "ring a b:1 c | NODE b:1 | letters",
        "ring a b c --weights d=2 | --weights d= | one of a, b, c",
        "ring a b c --weights a=two | --weights a=two | 1 to 100",
        "ring a b c --weights a=0 | --weights a=0 | 1 to 100",
        "ring a b c --racks x=r1 | --racks x= | one of a, b, c",
        "ring a b c --racks a=r/1 | --racks a=r/1 | letters",
        "ring a b c --shards 1000 | --shards 1000 | try 1009",
        "ring a b --replicas 3 | --replicas 3 | use --replicas 2",
        "ring a b c --leave b | after --leave b | use --replicas 2",
        "ring a b c --replicas 0 | --replicas 0 | at least 1",
        "ring a b c --leave d | --leave d | one of a, b, c",
        "ring a b c --join a | --join a | new node",
        "ring a b c --virtual-nodes 0 | --virtual-nodes 0 | 1 to 4096",
        "ring a b c --key | --key | KEY",
        "ring a b c --html /no/such/directory/ring.html | --html /no/such | create it"
      })
  void a_wrong_argument_is_named_with_the_fix(String command, String argument, String fix) {
    assertThat(run(command)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(argument).contains(fix);
    assertThat(out.toString()).isEmpty();
  }

  private int run(String command) {
    return TroupeCommand.run(
        new PrintWriter(out, true), new PrintWriter(err, true), command.split(" "));
  }
}
