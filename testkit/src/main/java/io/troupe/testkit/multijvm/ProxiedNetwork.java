package io.troupe.testkit.multijvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network between processes on this machine, in which each direction between two of them can be
 * broken by itself.
 *
 * <p>In front of every node is a TCP proxy. Others know the node by the proxy's port; the node
 * itself listens on a port of its own. Who has connected to a proxy shows in the connection's
 * source address, so every node must bind its outgoing connections to a loopback address of its
 * own. With Pekko's Artery:
 *
 * <pre>
 * pekko.remote.artery {
 *   transport = tcp
 *   canonical { hostname = "127.0.0.1", port = (publishedPort) }
 *   bind.port = (boundPort)
 *   advanced.tcp.outbound-client-hostname = (clientAddress)
 * }
 * </pre>
 *
 * <p>A {@link Link} from a to b governs every byte that a sends to b, on connections that either
 * has opened. Bytes are never lost, repeated or reordered within a connection, as TCP promises;
 * what a proxy holds of a connection is bounded to 256 KiB each way, beyond which TCP's own
 * back-pressure reaches the sender.
 *
 * <p>All proxies share one daemon thread. Thread-safe. At most {@value #CONNECTIONS_MAX}
 * connections at a time; more are reset.
 */
public final class ProxiedNetwork implements AutoCloseable {
  static final int CONNECTIONS_MAX = 512;

  private static final int FIRST_CLIENT = 11;
  private static final int NODES_MAX = 200;

  private final ProxyLoop loop;
  private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();
  private final List<Link> links = new ArrayList<>();

  /**
   * How one node takes part.
   *
   * @param publishedPort of 127.0.0.1, where others reach it: its proxy
   * @param boundPort of 127.0.0.1, where the node itself must listen
   * @param clientAddress that the node must bind its outgoing connections to
   */
  public record Endpoint(
      String node, int publishedPort, int boundPort, InetAddress clientAddress) {}

  private ProxiedNetwork(ProxyLoop loop) {
    this.loop = loop;
  }

  /**
   * A network of these nodes, in which nothing is broken yet.
   *
   * @throws TrialFailure if its ports cannot be bound
   */
  public static ProxiedNetwork between(List<String> nodes) {
    if (nodes.size() > NODES_MAX || new HashSet<>(nodes).size() < nodes.size()) {
      throw new IllegalArgumentException("at most 200 nodes, all different: " + nodes);
    }
    try {
      ProxiedNetwork network = new ProxiedNetwork(ProxyLoop.start());
      try {
        network.open(nodes);
      } catch (IOException e) {
        network.close();
        throw e;
      }
      return network;
    } catch (IOException e) {
      throw new TrialFailure("cannot open the proxies: " + e.getMessage(), e);
    }
  }

  private void open(List<String> nodes) throws IOException {
    for (String from : nodes) {
      for (String to : nodes) {
        if (!from.equals(to)) {
          links.add(new Link(from, to, loop));
        }
      }
    }
    List<Integer> boundPorts = FreePorts.take(nodes.size());
    for (int i = 0; i < nodes.size(); i++) {
      String node = nodes.get(i);
      Map<InetAddress, Gate.Sender> senders = new HashMap<>();
      for (int j = 0; j < nodes.size(); j++) {
        if (j != i) {
          senders.put(
              clientAddress(j),
              new Gate.Sender(
                  link(nodes.get(j), node).traffic(), link(node, nodes.get(j)).traffic()));
        }
      }
      int publishedPort = loop.open(boundPorts.get(i), senders);
      endpoints.put(node, new Endpoint(node, publishedPort, boundPorts.get(i), clientAddress(i)));
    }
  }

  private static InetAddress clientAddress(int index) throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (FIRST_CLIENT + index)});
  }

  /** All nodes, in the order in which they were given. */
  public List<Endpoint> endpoints() {
    return List.copyOf(endpoints.values());
  }

  /** How that node takes part; it must be one of this network. */
  public Endpoint endpoint(String node) {
    Endpoint endpoint = endpoints.get(node);
    if (endpoint == null) {
      throw new IllegalArgumentException(node + " is none of " + endpoints.keySet());
    }
    return endpoint;
  }

  /** All directions between two nodes. */
  public List<Link> links() {
    return List.copyOf(links);
  }

  /** What {@code from} sends to {@code to}; two nodes of this network. */
  public Link link(String from, String to) {
    return links.stream()
        .filter(link -> link.from().equals(from) && link.to().equals(to))
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException("no link from " + from + " to " + to));
  }

  /** Mends every link. */
  public void heal() {
    links.forEach(Link::heal);
  }

  /**
   * How many connections were reset because their source is no node's client address. More than 0
   * means that a node is configured wrongly, and that nothing would be learnt from cutting its
   * links.
   */
  public long strangers() {
    return loop.strangers();
  }

  /** Closes all proxies and connections. */
  @Override
  public void close() {
    try {
      loop.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
