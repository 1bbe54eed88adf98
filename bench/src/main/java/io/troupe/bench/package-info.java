/**
 * Loads one replicated group of three nodes, and its rivals through the same driver in the same
 * run.
 *
 * <p>{@link io.troupe.bench.ReplicatedSystem} is what a system must offer; {@link
 * io.troupe.bench.Systems} is the one place where systems are listed. {@link
 * io.troupe.bench.LoadDriver} keeps a fixed number of writes outstanding, {@link
 * io.troupe.bench.ReadBack} decides afterwards whether anything acknowledged was lost. Start
 * reading at {@link io.troupe.bench.GroupCommand}.
 *
 * <p>Every measurement runs in a JVM of its own, which measures one system once: no system inherits
 * another's heap, compiled code or threads, and the CPU time of the process is the system's own
 * (with the driver's share, equal for all).
 */
@NullMarked
package io.troupe.bench;

import org.jspecify.annotations.NullMarked;
