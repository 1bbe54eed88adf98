package io.troupe.actors.node;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what waits on this node for one group, in requests and in bytes, before it reaches any
 * mailbox. Thread-safe.
 */
final class Admission {
  private final int maxRequests;
  private final long maxBytes;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  Admission(int maxRequests, long maxBytes) {
    this.maxRequests = maxRequests;
    this.maxBytes = maxBytes;
  }

  /** Whether one more request of this size may enter; if so, {@link #leave} must follow. */
  boolean enter(int size) {
    if (requests.incrementAndGet() > maxRequests) {
      requests.decrementAndGet();
      return false;
    }
    if (bytes.addAndGet(size) > maxBytes) {
      leave(size);
      return false;
    }
    return true;
  }

  void leave(int size) {
    requests.decrementAndGet();
    bytes.addAndGet(-size);
  }

  @Override
  public String toString() {
    return maxRequests + " requests or " + maxBytes + " bytes";
  }
}
