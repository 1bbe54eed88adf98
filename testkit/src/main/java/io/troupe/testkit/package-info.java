/**
 * The tools with which Troupe is tested, and with which its users test what they build on it.
 *
 * <p>Start at {@link io.troupe.testkit.simulation}: whole groups of replicas in one thread, under
 * virtual time and one seed. To test a state machine of your own, at {@link
 * io.troupe.testkit.certifier.StateMachineCertifier}.
 */
@NullMarked
package io.troupe.testkit;

import org.jspecify.annotations.NullMarked;
