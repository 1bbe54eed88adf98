/**
 * The tools with which Troupe is tested, and with which its users test what they build on it.
 *
 * <p>Start at {@link io.troupe.testkit.simulation}: whole groups of replicas in one thread, under
 * virtual time and one seed. {@link io.troupe.testkit.multijvm} is for real processes: killed,
 * paused, cut off from each other.
 */
@NullMarked
package io.troupe.testkit;

import org.jspecify.annotations.NullMarked;
