/**
 * Groups of Paxos roles in the simulated world: many decisions of one synod one after the other
 * ({@link io.troupe.testkit.simulation.paxos.SynodSimulation}), and the registers of CASPaxos
 * ({@link io.troupe.testkit.simulation.paxos.RegisterSimulation}).
 *
 * <p>A {@link io.troupe.testkit.simulation.paxos.PaxosNode} is the shell of the roles of one node.
 * The checks watch from outside: what they know they learned from what the roles sent and from what
 * the disks hold, never from the roles' own account.
 */
@NullMarked
package io.troupe.testkit.simulation.paxos;

import org.jspecify.annotations.NullMarked;
