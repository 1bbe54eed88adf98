package io.troupe.testkit.multijvm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/** Asks a {@link ChildMain} how often it has been started. */
final class Answers {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Answers() {}

  /** Waits until it answers. */
  static int await(int port) {
    return Waiting.until("an answer on port " + port, PATIENCE, () -> ask(port, PATIENCE));
  }

  /** Empty if there is nobody, or no answer within that time. */
  static Optional<Integer> ask(int port, Duration timeout) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setSoTimeout((int) timeout.toMillis());
      int starts = socket.getInputStream().read();
      return starts < 0 ? Optional.empty() : Optional.of(starts);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
