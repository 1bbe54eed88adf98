package io.troupe.actors;

import static io.troupe.protocols.raft.RoleKind.LEADER;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorSystem;

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

  ActorSystem<?> system(String node) {
    return Optional.ofNullable(nodes.get(node)).orElseThrow().kit().system();
  }

  Path directory(String node) {
    return directory.resolve(node);
  }

  List<String> running() {
    return List.copyOf(nodes.keySet());
  }

  void start(String node) {
    start(node, Ledger.GROUP);
  }

  void start(String node, ReplicatedGroup<String, String, String> group) {
    start(node, node, directory(node), group);
  }

  /** Starts {@code node}'s place with another node-id and data directory. */
  void startAs(String node, String nodeId, Path dataDirectory) {
    start(node, nodeId, dataDirectory, Ledger.GROUP);
  }

  private void start(
      String node,
      String nodeId,
      Path dataDirectory,
      ReplicatedGroup<String, String, String> group) {
    ActorTestKit kit = ActorTestKit.create("test", config(node, nodeId, dataDirectory));
    try {
      nodes.put(node, new Node(kit, Troupe.get(kit.system()).start(group)));
    } catch (RuntimeException refused) {
      kit.shutdownTestKit();
      throw refused;
    }
  }

  void stop(String node) {
    Optional.ofNullable(nodes.remove(node)).orElseThrow().kit().shutdownTestKit();
  }

  /** Waits until exactly one of the running nodes leads. */
  String awaitLeader() {
    List<String> leaders = new ArrayList<>();
    await(
        "a leader",
        () -> {
          leaders.clear();
          nodes.keySet().stream()
              .filter(node -> status(node).role() == LEADER)
              .forEach(leaders::add);
          return leaders.size() == 1;
        });
    return leaders.get(0);
  }

  GroupStatus status(String node) {
    return get(group(node).status());
  }

  /** One of the running nodes that is none of {@code others}. */
  String anyBut(String... others) {
    return nodes.keySet().stream()
        .filter(node -> !List.of(others).contains(node))
        .findFirst()
        .orElseThrow();
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("no " + what + " within " + PATIENCE);
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  String write(String node, String command) {
    Outcome<String> outcome = get(group(node).write(command));
    assertThat(outcome).isInstanceOf(Outcome.Committed.class);
    return ((Outcome.Committed<String>) outcome).reply();
  }

  void writeUntilCommitted(String node, String command) {
    await(
        "commit of " + command + " at " + node,
        () -> get(group(node).write(command)) instanceof Outcome.Committed);
  }

  /** Until every node has written down the identity of every other. */
  void awaitAcquaintance() {
    nodes.keySet().forEach(node -> awaitAcquaintance(node, directory(node), nodes.keySet()));
  }

  static void awaitAcquaintance(String node, Path directory, Collection<String> all) {
    Path known = directory.resolve("known-nodes");
    await(
        "acquaintance of " + node + " with all others",
        () -> all.stream().allMatch(peer -> peer.equals(node) || lists(known, peer)));
  }

  private static boolean lists(Path known, String peer) {
    try {
      return Files.exists(known)
          && Files.readString(known, StandardCharsets.ISO_8859_1).contains(peer + "=");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  private Config config(String node, String nodeId, Path dataDirectory) {
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
            pekko.remote.artery.advanced.shutdown-flush-timeout = 100ms
            pekko.coordinated-shutdown.exit-jvm = off
            troupe {
              node-id = %s
              data-dir = "%s"
              gateway.contact-points = [%s]
              groups.ledger.voters = [%s]
            }
            """
                .formatted(ports.get(node), nodeId, dataDirectory.toString(), contacts, voters))
        .withFallback(ConfigFactory.parseString(extraConfig))
        .withFallback(ConfigFactory.load());
  }

  /**
   * Below the range that systems take outgoing connections' ports from, since a node that is down
   * must find its port free when it comes back.
   */
  static int freePort() {
    for (int tries = 0; tries < 1_000; tries++) {
      int port = ThreadLocalRandom.current().nextInt(10_240, 32_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Taken: another one will do.
      }
    }
    throw new AssertionError("no free port between 10240 and 32000");
  }
}
