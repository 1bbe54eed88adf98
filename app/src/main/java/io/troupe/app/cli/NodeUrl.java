package io.troupe.app.cli;

import picocli.CommandLine.Option;

/** The option that says which node to talk to. */
final class NodeUrl {
  /** Where the nodes of {@code conf/} listen. */
  static final String DEFAULT = "http://127.0.0.1:8081";

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:TROUPE_URL:-" + DEFAULT + "}",
      description = "The node to ask; any will do. Default: $TROUPE_URL, else " + DEFAULT + ".")
  private String url = DEFAULT;

  KvClient client() throws CommandFailure {
    return new KvClient(url);
  }
}
