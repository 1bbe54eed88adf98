package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.raft.RaftMessage;

/**
 * A message under way.
 *
 * @param incarnation the sender's when it sent it
 * @param receiverLife the receiver's life when it was sent: for the observer only
 */
record Envelope(long incarnation, int receiverLife, RaftMessage message) {}
