package io.troupe.protocols.ring;

import io.troupe.protocols.NodeId;

/**
 * One place of a node on a {@link HashRing}. What lies between the place before it and its token,
 * the token included, belongs to the node.
 */
public record VirtualNode(long token, NodeId node) {}
