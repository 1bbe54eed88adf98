package io.troupe.app.cli;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./troupe put KEY VALUE}. */
@Command(
    name = "put",
    mixinStandardHelpOptions = true,
    description = {
      "Set the value of a key, and print the new value's ETag.",
      "",
      "When it returns 0, the value is on the disks of a majority of the nodes."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./troupe put greeting hello",
      "  ./troupe put --if-absent lock me          create only",
      "  ./troupe put --if-match 17 greeting bye   replace only what has ETag 17",
      "  ./troupe put photo - < photo.jpg          the value from standard input"
    })
final class PutCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private NodeUrl node = new NodeUrl();

  @ArgGroup private WriteCondition condition = new WriteCondition();

  @Parameters(index = "0", paramLabel = "KEY", description = "1 to 256 characters.")
  private String key = "";

  @Parameters(index = "1", paramLabel = "VALUE", description = "Text, or - for standard input.")
  private String value = "";

  /** At most one of them. */
  static final class WriteCondition {
    @Option(
        names = "--if-match",
        paramLabel = "ETAG",
        description = "Only if the present value has this ETag; * for any value.")
    private String ifMatch = "";

    @Option(names = "--if-absent", description = "Only if the key has no value.")
    private boolean ifAbsent;
  }

  @Override
  public Integer call() throws CommandFailure, IOException {
    byte[] bytes =
        value.equals("-") ? System.in.readAllBytes() : value.getBytes(StandardCharsets.UTF_8);
    KvClient client = node.client();
    HttpRequest.Builder request = client.key(key).PUT(KvClient.body(bytes));
    if (condition.ifAbsent) {
      request.header("If-None-Match", "*");
    } else if (!condition.ifMatch.isEmpty()) {
      request.header("If-Match", ETagArgument.quoted(condition.ifMatch));
    }
    HttpResponse<byte[]> response = client.send(request.build());
    spec.commandLine()
        .getOut()
        .printf(
            "%s %s, ETag %s%n",
            response.statusCode() == 201 ? "created" : "replaced",
            key,
            response.headers().firstValue("ETag").orElse("unknown"));
    return ExitCode.OK;
  }
}
