package io.troupe.actors.wire;

import io.troupe.protocols.NodeId;
import java.util.List;

/**
 * Everything that one gateway has for another at one moment, as one message of the transport. Items
 * are in the order in which they were handed over. Envelopes may be lost, duplicated, reordered and
 * delayed.
 *
 * @param from the node that sends
 * @param fromIncarnation the sender's life, as in its {@link Hello}. Not negative
 * @param to the node meant: another may have taken its address
 * @param items at least none; the sender bounds their bytes with {@link Item#encodedBytesAtMost}
 */
public record Envelope(NodeId from, long fromIncarnation, NodeId to, List<Item> items) {
  /** Bytes that an envelope takes beyond its items, at most. */
  public static final int OVERHEAD_BYTES = 192;

  public Envelope {
    items = List.copyOf(items);
    if (fromIncarnation < 0) {
      throw new IllegalArgumentException("incarnation must not be negative: " + fromIncarnation);
    }
  }
}
