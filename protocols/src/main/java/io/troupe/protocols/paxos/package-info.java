/**
 * Paxos for one decision (Lamport, "Paxos Made Simple", 2001; section numbers refer to it, "FPaxos"
 * to Howard, Malkhi and Spiegelman, "Flexible Paxos", 2016), as deterministic state machines.
 *
 * <p>Start at {@link io.troupe.protocols.paxos.Proposer} and {@link
 * io.troupe.protocols.paxos.Acceptor}, then {@link io.troupe.protocols.paxos.Learner}: a {@link
 * io.troupe.protocols.paxos.PaxosInput} and the time go in, {@link
 * io.troupe.protocols.paxos.PaxosOutput}s come out. What a role must remember is the fold of its
 * {@link io.troupe.protocols.paxos.PaxosEvent}s; {@link io.troupe.protocols.paxos.Outbox} is the
 * one place that holds a message back until what it promises is durable. Who must agree is said by
 * a {@link io.troupe.protocols.paxos.QuorumSystem}.
 *
 * <p>The register for many keys that is built from the same parts is in {@link
 * io.troupe.protocols.paxos.register}.
 */
@NullMarked
package io.troupe.protocols.paxos;

import org.jspecify.annotations.NullMarked;
