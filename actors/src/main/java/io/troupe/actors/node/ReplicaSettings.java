package io.troupe.actors.node;

import io.troupe.protocols.raft.RaftSettings;

/**
 * The bounds of a group on this node, from {@code troupe.raft} and {@code troupe.client}.
 *
 * @param raft the protocol's
 * @param maxCommandBytes the largest command, encoded
 * @param maxPendingCommands requests of this node that wait for their outcome
 * @param maxPendingBytes encoded commands of this node that wait for their outcome, in bytes
 * @param maxFrameBytes commands in one frame, unless one alone is larger, in bytes
 * @param maxWritesInFlight own journal writes under way before a leader lets commands gather
 * @param requestTimeoutNanos how long a request may wait for its outcome
 * @param snapshotChunkBytes bytes of a snapshot in one message
 */
record ReplicaSettings(
    RaftSettings raft,
    int maxCommandBytes,
    int maxPendingCommands,
    long maxPendingBytes,
    int maxFrameBytes,
    int maxWritesInFlight,
    long requestTimeoutNanos,
    int snapshotChunkBytes) {}
