package io.troupe.testkit.multijvm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;

/** Where a node's proxy accepts connections. Belongs to the proxies' thread. */
final class Gate implements ProxyLoop.Handler {
  private final ServerSocketChannel listener;
  private final InetSocketAddress target;
  private final Map<InetAddress, Sender> senders;
  private final ProxyLoop loop;

  /** The links of a connection: from its opener to the receiver, and back. */
  record Sender(Traffic there, Traffic back) {}

  private Gate(
      ServerSocketChannel listener,
      InetSocketAddress target,
      Map<InetAddress, Sender> senders,
      ProxyLoop loop) {
    this.listener = listener;
    this.target = target;
    this.senders = Map.copyOf(senders);
    this.loop = loop;
  }

  /**
   * @param targetPort where the node listens
   * @param senders by the source address of their connections
   */
  static Gate open(
      int targetPort, Map<InetAddress, Sender> senders, ProxyLoop loop, Selector selector)
      throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    ServerSocketChannel listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(loopback, 0));
    listener.configureBlocking(false);
    Gate gate = new Gate(listener, new InetSocketAddress(loopback, targetPort), senders, loop);
    listener.register(selector, SelectionKey.OP_ACCEPT, gate);
    return gate;
  }

  int port() throws IOException {
    return ((InetSocketAddress) listener.getLocalAddress()).getPort();
  }

  @Override
  public void ready(SelectionKey key, ByteBuffer scratch) throws IOException {
    SocketChannel accepted = listener.accept();
    if (accepted == null) {
      return;
    }
    InetSocketAddress source = (InetSocketAddress) accepted.getRemoteAddress();
    Sender sender = senders.get(source.getAddress());
    if (sender == null) {
      loop.stranger(accepted);
    } else if (sender.there().refuses()) {
      Sockets.reset(accepted);
    } else {
      loop.accepted(accepted, target, sender);
    }
  }

  /** One connection could not be accepted; the next may be. */
  @Override
  public void fail() {}
}
