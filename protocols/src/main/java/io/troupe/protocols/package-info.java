/**
 * Vocabulary shared by all protocols: who ({@link io.troupe.protocols.NodeId}, {@link
 * io.troupe.protocols.Membership}), what ({@link io.troupe.protocols.Frame}) and where in the log
 * ({@link io.troupe.protocols.LogPosition}).
 *
 * <p>Everything below this package is pure: it depends on the JDK only and never reads a clock,
 * starts a thread, does I/O, logs, or draws from a global random source. Start reading at {@link
 * io.troupe.protocols.raft.RaftReplica}, for one decision at {@link
 * io.troupe.protocols.paxos.Proposer}, for where keys live at {@link
 * io.troupe.protocols.ring.HashRing}.
 */
@NullMarked
package io.troupe.protocols;

import org.jspecify.annotations.NullMarked;
