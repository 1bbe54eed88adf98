package io.troupe.app.cli;

import com.typesafe.config.Config;
import io.troupe.app.node.ConfFile;
import io.troupe.app.node.KvNode;
import io.troupe.app.node.NodeStartException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./troupe node CONF}: this process is a node until it is told to stop. */
@Command(
    name = "node",
    mixinStandardHelpOptions = true,
    description = "Run one node until Ctrl-C or SIGTERM.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./troupe node conf/node-1.conf",
      "  JAVA_OPTS='-Dtroupe.app.http.port=9001' ./troupe node conf/node-1.conf",
      "",
      "Every key of the configuration can be overridden by a system property, as above.",
      "The node's data stays in troupe.data-dir; started again, it goes on where it stopped."
    })
final class NodeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "CONF", description = "The node's configuration, in HOCON.")
  private Path conf = Path.of("");

  @Override
  public Integer call() throws NodeStartException {
    Config config = ConfFile.load(conf);
    KvNode node = KvNode.start(config);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s is up: http://%s:%d%n",
        config.getString("troupe.node-id"),
        node.httpAddress().getHostString(),
        node.httpAddress().getPort());
    Optional<String> failure = node.stopped().toCompletableFuture().join();
    if (failure.isEmpty()) {
      return ExitCode.OK;
    }
    spec.commandLine().getErr().println("troupe: the node stopped: " + failure.get());
    return ExitCode.FAILED;
  }
}
