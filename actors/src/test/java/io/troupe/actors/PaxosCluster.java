package io.troupe.actors;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorSystem;

/** Three nodes in one JVM over Artery TCP on loopback, without a group. */
final class PaxosCluster implements AutoCloseable {
  static final List<String> NODES = List.of("node-1", "node-2", "node-3");

  private final Path directory;
  private final String extraConfig;
  private final Map<String, Integer> ports = new TreeMap<>();
  private final Map<String, ActorTestKit> nodes = new TreeMap<>();

  PaxosCluster(Path directory, String extraConfig) {
    this.directory = directory;
    this.extraConfig = extraConfig;
    NODES.forEach(node -> ports.put(node, TestCluster.freePort()));
    NODES.forEach(this::start);
  }

  Troupe troupe(String node) {
    return Troupe.get(system(node));
  }

  ActorSystem<?> system(String node) {
    return Optional.ofNullable(nodes.get(node)).orElseThrow().system();
  }

  void start(String node) {
    nodes.put(node, ActorTestKit.create("test", config(node)));
  }

  void stop(String node) {
    Optional.ofNullable(nodes.remove(node)).orElseThrow().shutdownTestKit();
  }

  Path directory(String node) {
    return directory.resolve(node);
  }

  /** Waits until every node knows the data directories of all others. */
  void awaitAcquaintance() {
    for (String node : NODES) {
      TestCluster.awaitAcquaintance(node, directory(node), NODES);
    }
  }

  void stopAll() {
    List.copyOf(nodes.keySet()).forEach(this::stop);
  }

  @Override
  public void close() {
    stopAll();
  }

  private Config config(String node) {
    String contacts =
        ports.values().stream()
            .map(port -> "\"pekko://test@127.0.0.1:" + port + "\"")
            .collect(Collectors.joining(","));
    return ConfigFactory.parseString(
            """
            pekko.actor.provider = remote
            pekko.actor.allow-java-serialization = off
            pekko.remote.artery { transport = tcp, canonical.hostname = "127.0.0.1", canonical.port = %d }
            pekko.remote.artery.advanced.shutdown-flush-timeout = 100ms
            pekko.coordinated-shutdown.exit-jvm = off
            troupe {
              node-id = %s
              data-dir = "%s"
              gateway.contact-points = [%s]
            }
            """
                .formatted(ports.get(node), node, directory.resolve(node), contacts))
        .withFallback(ConfigFactory.parseString(extraConfig))
        .withFallback(ConfigFactory.load());
  }
}
