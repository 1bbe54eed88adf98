/**
 * A deterministic world for protocol replicas: virtual time, a seeded network, disks that forget
 * what was not synced, fill up and fail, clocks that run wrong, nodes that crash and pause, and a
 * fault plan that is plain data. What fails is made small by {@link
 * io.troupe.testkit.simulation.Shrinking}.
 *
 * <p>Nothing here reads a clock, starts a thread, or draws from a random source that does not come
 * from the run's {@link io.troupe.testkit.simulation.Seed}; no decision depends on hash order. The
 * same seed gives the same {@link io.troupe.testkit.simulation.Trace}, byte for byte.
 *
 * <p>This package knows no protocol. Start at {@link io.troupe.testkit.simulation.FaultPlan} for
 * what can go wrong, and at {@link io.troupe.testkit.simulation.raft.RaftSimulation} for a group.
 */
@NullMarked
package io.troupe.testkit.simulation;

import org.jspecify.annotations.NullMarked;
