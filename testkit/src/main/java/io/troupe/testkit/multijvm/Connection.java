package io.troupe.testkit.multijvm;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * A connection that a sender has opened, and its continuation to the receiver, which is opened once
 * the link lets it through. Belongs to the proxies' thread.
 */
final class Connection implements ProxyLoop.Handler {
  private final SocketChannel near;
  private final SocketChannel far;
  private final SelectionKey nearKey;
  private final SelectionKey farKey;
  private final InetSocketAddress target;
  private final Pipe there;
  private final Pipe back;
  private boolean connecting;

  private Connection(
      SocketChannel near,
      SocketChannel far,
      Selector selector,
      InetSocketAddress target,
      Gate.Sender sender)
      throws IOException {
    this.near = near;
    this.far = far;
    this.target = target;
    this.there = new Pipe(sender.there());
    this.back = new Pipe(sender.back());
    near.configureBlocking(false);
    near.setOption(StandardSocketOptions.TCP_NODELAY, true);
    far.configureBlocking(false);
    far.setOption(StandardSocketOptions.TCP_NODELAY, true);
    this.nearKey = near.register(selector, 0, this);
    this.farKey = far.register(selector, 0, this);
  }

  static Connection open(
      SocketChannel near, Selector selector, InetSocketAddress target, Gate.Sender sender)
      throws IOException {
    return new Connection(near, SocketChannel.open(), selector, target, sender);
  }

  /** Whether it was opened over that link. */
  boolean isOver(Traffic traffic) {
    return there.traffic() == traffic;
  }

  boolean isOpen() {
    return near.isOpen();
  }

  /**
   * Says what to wait for on both sides, and returns how long until there is something to do
   * whatever they do.
   */
  long prepare(long nowNanos) throws IOException {
    if (!connecting && there.traffic().flows()) {
      connecting = true;
      far.connect(target);
    }
    if (!far.isConnected()) {
      farKey.interestOps(connecting ? SelectionKey.OP_CONNECT : 0);
      return Pipe.NEVER;
    }
    long thereNanos = there.nanosUntilWrite(nowNanos);
    long backNanos = back.nanosUntilWrite(nowNanos);
    nearKey.interestOps(interest(there, backNanos));
    farKey.interestOps(interest(back, thereNanos));
    return Math.min(
        thereNanos == 0 ? Pipe.NEVER : thereNanos, backNanos == 0 ? Pipe.NEVER : backNanos);
  }

  private static int interest(Pipe out, long nanosUntilWrite) {
    return (out.wantsRead() ? SelectionKey.OP_READ : 0)
        | (nanosUntilWrite == 0 ? SelectionKey.OP_WRITE : 0);
  }

  @Override
  public void ready(SelectionKey key, ByteBuffer scratch) throws IOException {
    if (key.isConnectable()) {
      far.finishConnect();
      return;
    }
    boolean nearSide = key == nearKey;
    SocketChannel channel = nearSide ? near : far;
    if (key.isReadable()) {
      (nearSide ? there : back).read(channel, scratch);
    }
    if (key.isWritable()) {
      (nearSide ? back : there).write(channel, System.nanoTime());
    }
    if (there.isDone() && back.isDone()) {
      near.close();
      far.close();
    }
  }

  /** Ends it as a crash would: both sides see a reset. */
  @Override
  public void fail() {
    Sockets.reset(near);
    Sockets.reset(far);
  }
}
