package io.troupe.app.trial;

import io.troupe.testkit.multijvm.FreePorts;
import io.troupe.testkit.multijvm.ProxiedNetwork;
import io.troupe.testkit.multijvm.ProxiedNetwork.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The configuration files of a trial's nodes: {@code conf/common.conf} of this project, with ports
 * and directories of their own.
 *
 * @param name its node-id
 * @param directory of the trial, for all its nodes
 */
record NodeConf(String name, Path directory, Artery artery, int httpPort) {
  /**
   * Where the node is.
   *
   * @param port of 127.0.0.1, where others reach it
   * @param boundPort where it listens itself
   * @param clientAddress that its outgoing connections come from; empty for any
   */
  record Artery(int port, int boundPort, String clientAddress) {}

  /** Nodes node-1, node-2, ... that connect to each other directly. */
  static List<NodeConf> forNodes(int count, Path directory) {
    List<Integer> ports = FreePorts.take(2 * count);
    List<NodeConf> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int port = ports.get(2 * i);
      nodes.add(
          new NodeConf(
              "node-" + (i + 1), directory, new Artery(port, port, ""), ports.get(2 * i + 1)));
    }
    return nodes;
  }

  /** The nodes of that network, which connect to each other through its proxies. */
  static List<NodeConf> forNetwork(ProxiedNetwork network, Path directory) {
    List<Endpoint> endpoints = network.endpoints();
    List<Integer> ports = FreePorts.take(endpoints.size());
    List<NodeConf> nodes = new ArrayList<>();
    for (int i = 0; i < endpoints.size(); i++) {
      Endpoint endpoint = endpoints.get(i);
      Artery artery =
          new Artery(
              endpoint.publishedPort(),
              endpoint.boundPort(),
              endpoint.clientAddress().getHostAddress());
      nodes.add(new NodeConf(endpoint.node(), directory, artery, ports.get(i)));
    }
    return nodes;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + httpPort + "/");
  }

  Path file() {
    return directory.resolve(name + ".conf");
  }

  Path log() {
    return directory.resolve(name + ".log");
  }

  /**
   * @param common what all nodes share
   * @param all every node of the cluster
   * @param extra lines of HOCON that win over everything else
   */
  void write(Path common, List<NodeConf> all, List<String> extra) throws IOException {
    String seeds =
        all.stream()
            .map(node -> "\"pekko://troupe@127.0.0.1:" + node.artery.port() + "\"")
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
            pekko.remote.artery.bind.port = %d
            pekko.remote.artery.advanced.tcp.outbound-client-hostname = "%s"
            pekko.cluster.seed-nodes = [%s]
            %s
            """,
            common.toAbsolutePath(),
            name,
            directory.resolve(name),
            voters,
            httpPort,
            artery.port(),
            artery.boundPort(),
            artery.clientAddress(),
            seeds,
            String.join("\n", extra)));
  }
}
