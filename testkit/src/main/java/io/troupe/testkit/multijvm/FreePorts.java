package io.troupe.testkit.multijvm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Ports on the loopback interface that nobody listens on. */
public final class FreePorts {
  /**
   * Below the range that systems take outgoing connections' ports from: a node that is down must
   * find its port free when it comes back.
   */
  private static final int LOWEST = 10_240;

  private static final int HIGHEST = 32_000;
  private static final int TRIES_MAX = 1_000;

  private FreePorts() {}

  /**
   * That many different ports, free a moment ago.
   *
   * @throws TrialFailure if so many cannot be found
   */
  public static List<Integer> take(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int tries = 0; held.size() < count && tries < TRIES_MAX; tries++) {
        hold(held);
      }
      if (held.size() < count) {
        throw new TrialFailure("no free ports between " + LOWEST + " and " + HIGHEST);
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      held.forEach(FreePorts::release);
    }
  }

  private static void hold(List<ServerSocket> held) {
    int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
    try {
      held.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
    } catch (IOException e) {
      // Taken: another one will do.
    }
  }

  private static void release(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new TrialFailure("cannot release port " + socket.getLocalPort(), e);
    }
  }
}
