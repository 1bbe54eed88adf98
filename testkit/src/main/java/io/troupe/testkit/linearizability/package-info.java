/**
 * Decides whether what concurrent clients saw of an object can be explained by one order of their
 * operations, and shows why not.
 *
 * <p>Record a {@link io.troupe.testkit.linearizability.History} with a {@link
 * io.troupe.testkit.linearizability.HistoryRecorder}, or read one; say what the object is by a
 * {@link io.troupe.testkit.linearizability.Model}, your own or one of {@link
 * io.troupe.testkit.linearizability.models}; ask {@link
 * io.troupe.testkit.linearizability.LinearizabilityChecker}. It never guesses: within its bounds it
 * gives a {@link io.troupe.testkit.linearizability.Verdict} with a proof, or says that it does not
 * know.
 */
@NullMarked
package io.troupe.testkit.linearizability;

import org.jspecify.annotations.NullMarked;
