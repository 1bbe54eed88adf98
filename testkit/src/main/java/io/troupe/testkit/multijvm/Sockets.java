package io.troupe.testkit.multijvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/** Ending connections. */
final class Sockets {
  private Sockets() {}

  /** Closes it so that the other side sees a reset, not an orderly end. */
  static void reset(SocketChannel channel) {
    try {
      if (channel.isOpen() && channel.isConnected()) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } catch (IOException e) {
      // The other side has ended it already.
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
