package io.troupe.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a group lives: its data directory, and one loopback port per node.
 *
 * <p>Starting again with an equal spec opens the same data under the same addresses.
 */
public record ClusterSpec(Path directory, List<Integer> ports) {

  public static final int NODES = 3;
  public static final String HOST = "127.0.0.1";

  public ClusterSpec {
    ports = List.copyOf(ports);
    if (ports.size() != NODES) {
      throw new IllegalArgumentException("a group has " + NODES + " nodes, got ports " + ports);
    }
  }

  /** A group in this directory, on ports that were free a moment ago. */
  public static ClusterSpec onFreePorts(Path directory) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      List<Integer> ports = new ArrayList<>();
      for (int node = 0; node < NODES; node++) {
        // All stay open until all are chosen, so that they differ.
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        held.add(socket);
        ports.add(socket.getLocalPort());
      }
      return new ClusterSpec(directory, ports);
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on " + HOST, e);
    } finally {
      held.forEach(ClusterSpec::release);
    }
  }

  public Path directoryOf(int node) {
    return directory.resolve("node-" + node);
  }

  private static void release(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
