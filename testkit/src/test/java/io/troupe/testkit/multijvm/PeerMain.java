package io.troupe.testkit.multijvm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/** A child that talks to another all the time, a byte every few milliseconds, and hears it. */
final class PeerMain {
  private static final Duration PACE = Duration.ofMillis(10);

  private PeerMain() {}

  /**
   * Runs until it is ended.
   *
   * @param arguments the port to listen on, the address to connect from, and the other's port
   */
  public static void main(String[] arguments) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    ServerSocket listener = new ServerSocket(Integer.parseInt(arguments[0]), 50, loopback);
    new Thread(() -> hear(listener), "ear").start();
    InetAddress from = InetAddress.getAllByName(arguments[1])[0];
    while (true) {
      try (Socket other = new Socket(loopback, Integer.parseInt(arguments[2]), from, 0)) {
        while (true) {
          other.getOutputStream().write('.');
          Waiting.pause(PACE.toNanos());
        }
      } catch (IOException e) {
        // Not there, or gone: again.
        Waiting.pause(PACE.toNanos());
      }
    }
  }

  private static void hear(ServerSocket listener) {
    while (true) {
      try (Socket other = listener.accept()) {
        other.getInputStream().transferTo(System.out);
      } catch (IOException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
