/**
 * Real nodes on this machine, killed with {@code kill -9} under load: the demo and the torture, and
 * {@link io.troupe.app.trial.LocalCluster} for tests. It judges from outside, through HTTP, and
 * trusts nothing that a node says of itself. Processes and the network between them are those of
 * {@link io.troupe.testkit.multijvm}.
 */
@NullMarked
package io.troupe.app.trial;

import org.jspecify.annotations.NullMarked;
