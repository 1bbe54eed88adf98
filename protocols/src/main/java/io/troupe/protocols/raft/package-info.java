/**
 * Raft (Ongaro and Ousterhout, "In Search of an Understandable Consensus Algorithm", extended
 * version; section numbers refer to it, "diss." to Ongaro's dissertation) as a deterministic state
 * machine.
 *
 * <p>Start at {@link io.troupe.protocols.raft.RaftReplica}: a {@link
 * io.troupe.protocols.raft.RaftInput} and the time go in, {@link io.troupe.protocols.raft.Output}s
 * come out. What the replica must remember is the fold of its {@link
 * io.troupe.protocols.raft.LogEvent}s; {@link io.troupe.protocols.raft.Outbox} is the one place
 * that holds a message back until what it promises is durable. The roles are {@link
 * io.troupe.protocols.raft.Follower}, {@link io.troupe.protocols.raft.Candidate} and {@link
 * io.troupe.protocols.raft.Leader}.
 */
@NullMarked
package io.troupe.protocols.raft;

import org.jspecify.annotations.NullMarked;
