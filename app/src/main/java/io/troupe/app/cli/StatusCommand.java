package io.troupe.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./troupe status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Show each node's role, term, leader and commit index.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./troupe status",
      "  ./troupe status --json --url http://127.0.0.1:8082",
      "",
      "Returns 0 if at least one node answered, 3 if none did."
    })
final class StatusCommand implements Callable<Integer> {
  private static final String ROW = "%-28s %-10s %-10s %6s  %-10s %12s%n";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--url",
      paramLabel = "URL",
      split = ",",
      defaultValue =
          "${env:TROUPE_URL:-"
              + "http://127.0.0.1:8081,http://127.0.0.1:8082,http://127.0.0.1:8083}",
      description = {
        "A node to ask; can be given several times.",
        "Default: $TROUPE_URL, else the three of conf/."
      })
  private List<String> urls = new ArrayList<>();

  @Option(names = "--json", description = "Print what each node says, as JSON, one after another.")
  private boolean json;

  @Override
  public Integer call() throws CommandFailure {
    PrintWriter out = spec.commandLine().getOut();
    if (!json) {
      out.printf(ROW, "URL", "NODE", "ROLE", "TERM", "LEADER", "COMMITTED");
    }
    int answered = 0;
    for (String url : urls) {
      answered += show(url, out);
    }
    if (answered == 0) {
      throw new CommandFailure(
          ExitCode.UNAVAILABLE,
          "no node answers. Start one with ./troupe node conf/node-1.conf, or give its --url.");
    }
    return ExitCode.OK;
  }

  private int show(String url, PrintWriter out) throws CommandFailure {
    KvClient client = new KvClient(url);
    try {
      JsonNode status = client.json("status");
      if (json) {
        out.println(KvClient.pretty(status));
      } else {
        out.printf(
            ROW,
            url,
            status.path("node").asText(),
            status.path("role").asText(),
            status.path("term").asText(),
            status.path("leader").asText("none"),
            status.path("commitIndex").asText());
      }
      return 1;
    } catch (CommandFailure e) {
      if (json) {
        spec.commandLine().getErr().println("troupe: " + e.getMessage());
      } else {
        out.printf("%-28s %s%n", url, "does not answer");
      }
      return 0;
    }
  }
}
