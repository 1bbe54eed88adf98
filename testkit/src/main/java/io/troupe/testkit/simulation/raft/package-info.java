/**
 * Whole Raft groups in the simulated world, and the invariants I1-I21 as far as Raft without
 * membership change, sessions and leases has their subject.
 *
 * <p>Start at {@link io.troupe.testkit.simulation.raft.RaftSimulation}. A {@link
 * io.troupe.testkit.simulation.raft.RaftNode} is the shell of one replica, built from simulated
 * parts. {@link io.troupe.testkit.simulation.raft.Invariants} watches from outside: what it knows
 * it learned from what the replicas wrote, sent and applied and from what the disks hold, never
 * from the replicas' own account of their logs.
 */
@NullMarked
package io.troupe.testkit.simulation.raft;

import org.jspecify.annotations.NullMarked;
