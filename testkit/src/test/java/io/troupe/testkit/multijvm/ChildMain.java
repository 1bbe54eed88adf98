package io.troupe.testkit.multijvm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** A child of the tests: counts its starts in a directory, and tells everyone who connects. */
final class ChildMain {
  private ChildMain() {}

  /**
   * Runs until it is ended.
   *
   * @param arguments a directory, and a port to listen on
   */
  public static void main(String[] arguments) throws IOException {
    Path starts = Path.of(arguments[0], "starts");
    int before = Files.exists(starts) ? Integer.parseInt(Files.readString(starts)) : 0;
    Files.writeString(starts, String.valueOf(before + 1));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("stopped in order")));
    int port = Integer.parseInt(arguments[1]);
    try (ServerSocket listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
      while (true) {
        try (Socket client = listener.accept()) {
          client.getOutputStream().write(before + 1);
        }
      }
    }
  }
}
