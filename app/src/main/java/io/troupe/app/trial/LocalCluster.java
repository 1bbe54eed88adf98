package io.troupe.app.trial;

import io.troupe.app.trial.NodeApi.Digest;
import io.troupe.app.trial.NodeApi.Status;
import io.troupe.testkit.multijvm.JvmGroup;
import io.troupe.testkit.multijvm.ProxiedNetwork;
import io.troupe.testkit.multijvm.TrialFailure;
import io.troupe.testkit.multijvm.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Three or so nodes on this machine, each in a JVM of its own, on free loopback ports. When this is
 * closed, or this JVM ends in whatever way, they are gone.
 */
public final class LocalCluster implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

  private final NodeApi api = new NodeApi();
  private final JvmGroup jvms;
  private final List<NodeProcess> nodes;

  private LocalCluster(JvmGroup jvms, List<NodeProcess> nodes) {
    this.jvms = jvms;
    this.nodes = nodes;
  }

  /**
   * Nodes that connect to each other directly. Writes their configuration; starts nothing yet.
   *
   * @param home where {@code conf/} of this project is
   * @param directory for configuration, data and logs; must exist
   * @param extra lines of HOCON for every node
   */
  public static LocalCluster of(int size, Path home, Path directory, String... extra) {
    return of(NodeConf.forNodes(size, directory), home, extra);
  }

  /**
   * The nodes of a network, which connect to each other through its proxies; the network stays the
   * caller's to close. Otherwise as {@link #of(int, Path, Path, String...)}.
   */
  public static LocalCluster behind(
      ProxiedNetwork network, Path home, Path directory, String... extra) {
    return of(NodeConf.forNetwork(network, directory), home, extra);
  }

  private static LocalCluster of(List<NodeConf> confs, Path home, String... extra) {
    Path common = home.resolve("conf").resolve("common.conf").toAbsolutePath();
    Path logback = home.resolve("conf").resolve("logback.xml").toAbsolutePath();
    if (!Files.isRegularFile(common)) {
      throw new TrialFailure(
          common
              + ": no such file. Start this through ./troupe, or set TROUPE_HOME to where it is");
    }
    try {
      for (NodeConf conf : confs) {
        conf.write(common, confs, List.of(extra));
      }
    } catch (IOException e) {
      throw new TrialFailure("cannot write the nodes' configuration: " + e.getMessage(), e);
    }
    JvmGroup jvms =
        JvmGroup.of(confs.stream().map(conf -> NodeProcess.spec(conf, logback)).toList());
    return new LocalCluster(
        jvms,
        confs.stream().map(conf -> new NodeProcess(jvms.member(conf.name()), conf.url())).toList());
  }

  public List<NodeProcess> nodes() {
    return nodes;
  }

  /** The nodes whose process runs. */
  public List<NodeProcess> alive() {
    return nodes.stream().filter(node -> node.jvm().isAlive()).toList();
  }

  NodeApi api() {
    return api;
  }

  /** Starts every node that does not run. */
  public void startAll() {
    jvms.startAll();
  }

  public void killAll() {
    jvms.killAll();
  }

  /** Waits until all nodes that run answer and agree on a leader among them, and returns it. */
  public NodeProcess awaitLeader() {
    return Waiting.until("a leader that all nodes know", START_TIMEOUT, this::agreedLeader);
  }

  /** The leader of the newest term that any node knows of; empty if there is none, or no answer. */
  public Optional<NodeProcess> leader() {
    return nodes.stream()
        .map(node -> api.status(node.url()))
        .flatMap(Optional::stream)
        .max(Comparator.comparingLong(Status::term))
        .flatMap(
            newest -> nodes.stream().filter(each -> each.name().equals(newest.leader())).findAny());
  }

  private Optional<NodeProcess> agreedLeader() {
    List<NodeProcess> running = alive();
    List<Status> known =
        running.stream().map(node -> api.status(node.url())).flatMap(Optional::stream).toList();
    Set<String> leaders = known.stream().map(Status::leader).collect(Collectors.toSet());
    return known.size() == running.size() && leaders.size() == 1
        ? running.stream().filter(node -> leaders.contains(node.name())).findAny()
        : Optional.empty();
  }

  /** Waits until the node has committed what its leader has now, and returns up to where. */
  public long awaitCaughtUp(NodeProcess node) {
    NodeProcess leader = awaitLeader();
    long goal =
        Waiting.until(
                leader.name() + " tells its commit index",
                START_TIMEOUT,
                () -> api.status(leader.url()))
            .commitIndex();
    return Waiting.until(
        node.name() + " catches up with index " + goal,
        START_TIMEOUT,
        () -> api.status(node.url()).map(Status::commitIndex).filter(index -> index >= goal));
  }

  /**
   * Waits until all replicas have applied the same, while nobody writes, and returns how many keys
   * they hold.
   *
   * @throws TrialFailure if two replicas differ where they have applied the same
   */
  public long awaitEqualReplicas() {
    return Waiting.until("equal replicas", START_TIMEOUT, this::equalReplicas);
  }

  private Optional<Long> equalReplicas() {
    List<Digest> digests =
        nodes.stream().map(node -> api.digest(node.url())).flatMap(Optional::stream).toList();
    long indices = digests.stream().map(Digest::appliedIndex).distinct().count();
    if (digests.size() < nodes.size() || indices > 1) {
      return Optional.empty();
    }
    if (digests.stream().distinct().count() > 1) {
      throw new TrialFailure("the replicas have diverged: " + digests);
    }
    return Optional.of(digests.get(0).entries());
  }

  /** Kills every node. */
  @Override
  public void close() {
    jvms.close();
  }
}
