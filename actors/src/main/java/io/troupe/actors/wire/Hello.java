package io.troupe.actors.wire;

import io.troupe.protocols.NodeId;
import java.util.UUID;

/**
 * How a gateway introduces itself to another, so that the node behind an address becomes known.
 *
 * @param system the name of the cluster that the sender belongs to
 * @param node who the sender is
 * @param directory identity of the sender's data directory: two nodes with one {@code node} and
 *     different directories are a mistake in configuration or a wiped disk
 * @param incarnation number of the sender's life; a later life of the same directory has a larger
 *     one. Not negative
 * @param address of the sender, as Pekko writes it, e.g. {@code pekko://demo@10.0.0.1:7355}
 * @param wantsReply whether the receiver is to answer with its own hello
 */
public record Hello(
    String system,
    NodeId node,
    UUID directory,
    long incarnation,
    String address,
    boolean wantsReply) {
  public Hello {
    if (incarnation < 0) {
      throw new IllegalArgumentException("incarnation must not be negative: " + incarnation);
    }
  }
}
