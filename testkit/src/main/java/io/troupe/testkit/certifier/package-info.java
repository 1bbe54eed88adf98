/**
 * Certifies state machines: whether a {@link io.troupe.actors.StateMachine} and its codecs keep
 * what a replicated group relies on. Start at {@link
 * io.troupe.testkit.certifier.StateMachineCertifier}; the laws are listed in {@link
 * io.troupe.testkit.certifier.Law}.
 *
 * <p>It finds what shows in one JVM. It never proves a machine right.
 */
@NullMarked
package io.troupe.testkit.certifier;

import org.jspecify.annotations.NullMarked;
