package io.troupe.app.cli;

import java.net.http.HttpRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./troupe delete KEY}. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    description = "Remove a key and its value.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./troupe delete greeting",
      "  ./troupe delete --if-match 17 greeting    only the value with ETag 17"
    })
final class DeleteCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private NodeUrl node = new NodeUrl();

  @Option(
      names = "--if-match",
      paramLabel = "ETAG",
      description = "Only if the present value has this ETag.")
  private String ifMatch = "";

  @Parameters(paramLabel = "KEY", description = "1 to 256 characters.")
  private String key = "";

  @Override
  public Integer call() throws CommandFailure {
    KvClient client = node.client();
    HttpRequest.Builder request = client.key(key).DELETE();
    if (!ifMatch.isEmpty()) {
      request.header("If-Match", ETagArgument.quoted(ifMatch));
    }
    client.send(request.build());
    spec.commandLine().getOut().println("removed " + key);
    return ExitCode.OK;
  }
}
