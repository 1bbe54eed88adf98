/**
 * The tools with which Troupe is tested, and with which its users test what they build on it.
 *
 * <p>Start at {@link io.troupe.testkit.simulation}: whole groups of replicas in one thread, under
 * virtual time and one seed. {@link io.troupe.testkit.multijvm} is for real processes: killed,
 * paused, cut off from each other. {@link io.troupe.testkit.linearizability} decides whether what
 * clients saw is linearizable. To test a state machine of your own, start at {@link
 * io.troupe.testkit.certifier.StateMachineCertifier}.
 */
@NullMarked
package io.troupe.testkit;

import org.jspecify.annotations.NullMarked;
