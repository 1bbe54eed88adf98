package io.troupe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TroupeCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"node", "demo", "torture", "put", "get", "delete", "status", "ring"})
  void every_command_explains_itself(String command) {
    assertThat(run(command, "--help")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("Usage: troupe " + command);
  }

  @Test
  void without_a_command_the_usage_says_where_to_start() {
    run();

    assertThat(err.toString()).contains("./troupe demo").contains("Exit codes:");
  }

  @Test
  void a_misspelt_command_is_answered_with_the_nearest() {
    assertThat(run("gett")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("gett").contains("troupe get");
  }

  @Test
  void a_missing_argument_is_named() {
    assertThat(run("put", "key")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("VALUE");
  }

  @Test
  void two_conditions_at_once_are_refused() {
    assertThat(run("put", "--if-match", "1", "--if-absent", "key", "value"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--if-match").contains("mutually exclusive");
  }

  @Test
  void a_url_that_is_none_is_refused() {
    assertThat(run("get", "--url", "localhost:80", "key")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--url localhost:80").contains("http://127.0.0.1:8081");
  }

  @Test
  void a_node_that_is_not_there_is_named_with_how_to_start_one() throws IOException {
    String url = "http://127.0.0.1:" + portOfNobody();

    assertThat(run("put", "--url", url, "key", "value")).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(err.toString())
        .startsWith("troupe: no node answers at " + url)
        .contains("./troupe node conf/node-1.conf");
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void status_of_nobody_says_so_for_each_node() throws IOException {
    String url = "http://127.0.0.1:" + portOfNobody();

    assertThat(run("status", "--url", url)).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(out.toString()).contains(url).contains("does not answer");
  }

  @Test
  void a_configuration_that_does_not_exist_is_named_in_one_line() {
    assertThat(run("node", "conf/node-9.conf")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).startsWith("troupe: conf/node-9.conf: no such file");
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void torture_without_kills_is_refused() {
    assertThat(run("torture", "--kills", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--kills 0");
  }

  private int run(String... arguments) {
    return TroupeCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private static int portOfNobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
