package io.troupe.testkit.multijvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** The one thread that moves all bytes of a network, and its selector. */
final class ProxyLoop {
  private static final int SCRATCH_BYTES = 64 * 1024;
  private static final long NANOS_PER_MILLI = Duration.ofMillis(1).toNanos();

  private final Selector selector;
  private final Thread thread = new Thread(this::run, "proxies");
  private final Queue<Call> calls = new ArrayDeque<>();
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);
  private final List<Connection> connections = new ArrayList<>();
  private final AtomicLong strangers = new AtomicLong();
  private boolean ended;
  private volatile boolean closing;

  /** Somebody whom the selector tells that a channel is ready. */
  interface Handler {
    void ready(SelectionKey key, ByteBuffer scratch) throws IOException;

    /** {@link #ready} has thrown. */
    void fail();
  }

  private record Call(Runnable what, CompletableFuture<Void> done) {}

  private ProxyLoop(Selector selector) {
    this.selector = selector;
  }

  static ProxyLoop start() throws IOException {
    ProxyLoop loop = new ProxyLoop(Selector.open());
    loop.thread.setDaemon(true);
    loop.thread.start();
    return loop;
  }

  /** Opens a gate to the node on {@code targetPort}, and returns the gate's port. */
  int open(int targetPort, Map<InetAddress, Gate.Sender> senders) throws IOException {
    int port = Gate.open(targetPort, senders, this, selector).port();
    selector.wakeup();
    return port;
  }

  /**
   * Has the thread do this, and returns when it has.
   *
   * @throws IllegalStateException if the network is closed
   */
  void call(Runnable what) {
    Call call = new Call(what, new CompletableFuture<>());
    synchronized (calls) {
      if (ended) {
        throw new IllegalStateException("the network is closed");
      }
      calls.add(call);
    }
    selector.wakeup();
    call.done().join();
  }

  private void run() {
    try {
      while (!closing) {
        selector.select(this::handle, prepare());
        for (Call call : taken(false)) {
          call.what().run();
          call.done().complete(null);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      IllegalStateException closed = new IllegalStateException("the network is closed");
      taken(true).forEach(call -> call.done().completeExceptionally(closed));
    }
  }

  private List<Call> taken(boolean last) {
    synchronized (calls) {
      ended = last;
      List<Call> taken = List.copyOf(calls);
      calls.clear();
      return taken;
    }
  }

  /** Returns for how many milliseconds to wait at most; 0 for ever. */
  private long prepare() {
    long nowNanos = System.nanoTime();
    long nanos = Pipe.NEVER;
    connections.removeIf(connection -> !connection.isOpen());
    for (Connection connection : connections) {
      try {
        nanos = Math.min(nanos, connection.prepare(nowNanos));
      } catch (IOException e) {
        connection.fail();
      }
    }
    return nanos == Pipe.NEVER ? 0 : 1 + nanos / NANOS_PER_MILLI;
  }

  private void handle(SelectionKey key) {
    Handler handler = (Handler) key.attachment();
    try {
      if (key.isValid()) {
        handler.ready(key, scratch);
      }
    } catch (IOException e) {
      handler.fail();
    }
  }

  /** Begins to pass on an accepted connection. */
  void accepted(SocketChannel near, InetSocketAddress target, Gate.Sender sender)
      throws IOException {
    if (connections.size() >= ProxiedNetwork.CONNECTIONS_MAX) {
      Sockets.reset(near);
    } else {
      connections.add(Connection.open(near, selector, target, sender));
    }
  }

  /** Resets all connections that were opened over that link. */
  void reset(Traffic traffic) {
    connections.stream().filter(connection -> connection.isOver(traffic)).forEach(Connection::fail);
  }

  void stranger(SocketChannel accepted) {
    strangers.incrementAndGet();
    Sockets.reset(accepted);
  }

  long strangers() {
    return strangers.get();
  }

  /** Closes everything, and returns when the thread has ended; once is enough. */
  void close() throws IOException {
    if (closing) {
      return;
    }
    closing = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrialFailure("interrupted");
    }
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
