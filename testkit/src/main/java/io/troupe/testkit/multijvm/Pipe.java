package io.troupe.testkit.multijvm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One direction of one connection: what has been read and not yet been written, in order, the end
 * included. Belongs to the proxies' thread.
 */
final class Pipe {
  static final long NEVER = Long.MAX_VALUE;

  /** One more read may come on top, of what the proxies' scratch buffer takes. */
  private static final int HELD_BYTES_MAX = 192 * 1024;

  private final Traffic traffic;
  private final Deque<Chunk> held = new ArrayDeque<>();
  private int heldBytes;
  private boolean sourceEnded;
  private boolean done;

  /** What one read brought; without bytes, the end. */
  private record Chunk(ByteBuffer bytes, long readNanos) {}

  Pipe(Traffic traffic) {
    this.traffic = traffic;
  }

  Traffic traffic() {
    return traffic;
  }

  /** Whether the end has been passed on. */
  boolean isDone() {
    return done;
  }

  boolean wantsRead() {
    return traffic.flows() && !sourceEnded && heldBytes < HELD_BYTES_MAX;
  }

  /** How long until there is something to write; 0 for now. */
  long nanosUntilWrite(long nowNanos) {
    Chunk first = held.peek();
    if (first == null || !traffic.flows()) {
      return NEVER;
    }
    long delayed = first.readNanos() + traffic.delayNanos() - nowNanos;
    long throttled = traffic.nanosUntilAllowed(first.bytes().remaining(), nowNanos);
    return Math.max(0, Math.max(delayed, throttled));
  }

  void read(SocketChannel source, ByteBuffer scratch) throws IOException {
    scratch.clear();
    int count = source.read(scratch);
    if (count == 0) {
      return;
    }
    sourceEnded = count < 0;
    byte[] bytes = new byte[Math.max(count, 0)];
    scratch.flip().get(bytes);
    held.add(new Chunk(ByteBuffer.wrap(bytes), System.nanoTime()));
    heldBytes += bytes.length;
  }

  void write(SocketChannel sink, long nowNanos) throws IOException {
    while (nanosUntilWrite(nowNanos) == 0) {
      ByteBuffer bytes = held.element().bytes();
      if (!bytes.hasRemaining()) {
        sink.shutdownOutput();
        done = true;
        held.remove();
        return;
      }
      int before = bytes.remaining();
      ByteBuffer allowed = bytes.slice();
      allowed.limit(traffic.allowance(before, nowNanos));
      int written = sink.write(allowed);
      bytes.position(bytes.position() + written);
      heldBytes -= written;
      traffic.carried(written);
      if (written < before && bytes.hasRemaining()) {
        return;
      }
      held.remove();
    }
  }
}
