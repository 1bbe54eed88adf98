package io.troupe.actors;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.troupe.protocols.raft.RoleKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;

/** Nodes in one JVM, each an ActorSystem of its own, talking over Artery TCP on loopback. */
final class TestCluster implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path directory;
  private final String extraConfig;
  private final Map<String, Integer> ports = new TreeMap<>();
  private final Map<String, Node> nodes = new TreeMap<>();

  record Node(ActorTestKit kit, Group<String, String, String> group) {}

  TestCluster(Path directory, int size, String extraConfig) {
    this.directory = directory;
    this.extraConfig = extraConfig;
    for (int i = 1; i <= size; i++) {
      ports.put("node-" + i, freePort());
    }
    ports.keySet().forEach(this::start);
  }

  Group<String, String, String> group(String node) {
    return Optional.ofNullable(nodes.get(node)).orElseThrow().group();
  }

  Iterable<String> running() {
    return List.copyOf(nodes.keySet());
  }

  void start(String node) {
    ActorTestKit kit = ActorTestKit.create("test", config(node));
    nodes.put(node, new Node(kit, Troupe.get(kit.system()).start(Ledger.group("ledger"))));
  }

  void stop(String node) {
    Optional.ofNullable(nodes.remove(node)).orElseThrow().kit().shutdownTestKit();
  }

  /** Waits until one of the running nodes leads and the others know it. */
  String awaitLeader() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - deadline < 0) {
      List<String> leaders = new ArrayList<>();
      for (String node : nodes.keySet()) {
        GroupStatus status = get(group(node).status());
        if (status.role() == RoleKind.LEADER) {
          leaders.add(node);
        }
      }
      if (leaders.size() == 1) {
        return leaders.get(0);
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("no leader within " + PATIENCE);
  }

  String write(String node, String command) {
    Outcome<String> outcome = get(group(node).write(command));
    assertThat(outcome).isInstanceOf(Outcome.Committed.class);
    return ((Outcome.Committed<String>) outcome).reply();
  }

  void writeUntilCommitted(String node, String command) {
    Outcome<String> outcome;
    do {
      outcome = get(group(node).write(command));
    } while (!(outcome instanceof Outcome.Committed));
  }

  String read(String node, String query) {
    Outcome<String> outcome = get(group(node).read(query));
    assertThat(outcome).isInstanceOf(Outcome.Committed.class);
    return ((Outcome.Committed<String>) outcome).reply();
  }

  static <T> T get(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
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
    String voters = String.join(",", ports.keySet());
    return ConfigFactory.parseString(
            """
            pekko.actor.provider = remote
            pekko.actor.allow-java-serialization = off
            pekko.remote.artery { transport = tcp, canonical.hostname = "127.0.0.1", canonical.port = %d }
            pekko.coordinated-shutdown.exit-jvm = off
            troupe {
              node-id = %s
              data-dir = "%s"
              gateway.contact-points = [%s]
              groups.ledger.voters = [%s]
            }
            """
                .formatted(
                    ports.get(node), node, directory.resolve(node).toString(), contacts, voters))
        .withFallback(ConfigFactory.parseString(extraConfig))
        .withFallback(ConfigFactory.load());
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
