package io.troupe.protocols.raft;

import io.troupe.protocols.NodeId;

/**
 * A leadership transfer under way (diss. §3.10): no proposals are taken until it has succeeded or
 * its time, one election timeout, is over.
 *
 * @param target who shall lead
 * @param deadlineNanos when to give up
 * @param asked whether the target was told to start its election
 */
record Transfer(NodeId target, long deadlineNanos, boolean asked) {
  Transfer afterAsking() {
    return new Transfer(target, deadlineNanos, true);
  }
}
