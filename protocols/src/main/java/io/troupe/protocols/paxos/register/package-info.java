/**
 * Rewritable registers, one for each key, without a log and without a leader: CASPaxos (Rystsov,
 * "CASPaxos: Replicated State Machines without logs", 2018; section numbers refer to it), as
 * deterministic state machines made of the parts of {@link io.troupe.protocols.paxos}.
 *
 * <p>A key is one decision of Paxos that is taken again and again: who prepares learns the state,
 * and instead of proposing it unchanged may propose what a function makes of it. Start at {@link
 * io.troupe.protocols.paxos.register.RegisterProposer}; what acceptors do with deleted keys is in
 * {@link io.troupe.protocols.paxos.register.RegisterMemory}.
 */
@NullMarked
package io.troupe.protocols.paxos.register;

import org.jspecify.annotations.NullMarked;
