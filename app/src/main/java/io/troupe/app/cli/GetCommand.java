package io.troupe.app.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./troupe get KEY}. */
@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    description = {
      "Print the value of a key.",
      "",
      "The answer reflects every write that was acknowledged before. It is printed byte for byte; a"
          + " line feed follows on a terminal only."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./troupe get greeting",
      "  ./troupe get --etag greeting     also the ETag, on standard error",
      "  ./troupe get photo > photo.jpg"
    })
final class GetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private NodeUrl node = new NodeUrl();

  @Option(names = "--etag", description = "Print the value's ETag on standard error.")
  private boolean etag;

  @Parameters(paramLabel = "KEY", description = "1 to 256 characters.")
  private String key = "";

  @Override
  public Integer call() throws CommandFailure, IOException {
    KvClient client = node.client();
    HttpResponse<byte[]> response = client.send(client.key(key).GET().build());
    if (etag) {
      spec.commandLine()
          .getErr()
          .println("ETag " + response.headers().firstValue("ETag").orElse("unknown"));
    }
    OutputStream out = System.out;
    out.write(response.body());
    if (Terminal.isAttached()) {
      out.write("\n".getBytes(StandardCharsets.UTF_8));
    }
    out.flush();
    return ExitCode.OK;
  }
}
