/**
 * The roles of Paxos as actors (internal): thin shells around {@link io.troupe.protocols.paxos}.
 * Start at {@link io.troupe.actors.paxos.ProposerActor}, {@link
 * io.troupe.actors.paxos.AcceptorActor} and {@link io.troupe.actors.paxos.LearnerActor}.
 *
 * <p>A role with a memory is event-sourced through Pekko Persistence: {@link
 * io.troupe.actors.paxos.RoleActor} reads the memory back, and what the role says leaves only when
 * the journal has confirmed what it rests on. Roles know neither each other nor the gateway: they
 * tell their keeper ({@code io.troupe.actors.node.RolesActor}), in {@link
 * io.troupe.actors.paxos.RoleReport}s, what to send.
 */
@NullMarked
package io.troupe.actors.paxos;

import org.jspecify.annotations.NullMarked;
