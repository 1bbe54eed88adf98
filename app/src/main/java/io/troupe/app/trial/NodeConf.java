package io.troupe.app.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The configuration files of a trial's nodes: {@code conf/common.conf} of this project, with ports
 * and directories of their own.
 *
 * @param number 1, 2, ...: node-1, node-2, ...
 */
record NodeConf(int number, Path directory, int arteryPort, int httpPort) {
  static List<NodeConf> forNodes(int count, Path directory) {
    List<Integer> ports = FreePorts.take(2 * count);
    List<NodeConf> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      nodes.add(new NodeConf(i + 1, directory, ports.get(2 * i), ports.get(2 * i + 1)));
    }
    return nodes;
  }

  String name() {
    return "node-" + number;
  }

  Path file() {
    return directory.resolve(name() + ".conf");
  }

  Path log() {
    return directory.resolve(name() + ".log");
  }

  /**
   * @param common what all nodes share
   * @param all every node of the cluster
   * @param extra lines of HOCON that win over everything else
   */
  void write(Path common, List<NodeConf> all, List<String> extra) throws IOException {
    String seeds =
        all.stream()
            .map(node -> "\"pekko://troupe@127.0.0.1:" + node.arteryPort + "\"")
            .collect(Collectors.joining(", "));
    String voters = all.stream().map(NodeConf::name).collect(Collectors.joining(", "));
    Files.writeString(
        file(),
        String.format(
            """
            include required(file("%s"))
            troupe.node-id = %s
            troupe.data-dir = "%s"
            troupe.groups.kv.voters = [%s]
            troupe.app.http.port = %d
            pekko.remote.artery.canonical.port = %d
            pekko.cluster.seed-nodes = [%s]
            %s
            """,
            common.toAbsolutePath(),
            name(),
            directory.resolve(name()),
            voters,
            httpPort,
            arteryPort,
            seeds,
            String.join("\n", extra)));
  }
}
