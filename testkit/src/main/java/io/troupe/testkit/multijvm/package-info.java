/**
 * Real processes for tests: JVMs that are killed, paused, stopped and started again, and a network
 * between them of which single directions can be cut, delayed and throttled.
 *
 * <p>Start at {@link io.troupe.testkit.multijvm.JvmGroup} for processes, and at {@link
 * io.troupe.testkit.multijvm.ProxiedNetwork} for what is between them. Both are closed by whoever
 * opened them, and work with any test framework or none; nothing here knows Troupe or Pekko.
 *
 * <p>It takes a POSIX system with {@code sh} and {@code kill}; the network takes Linux, where every
 * address of 127.0.0.0/8 is a loopback address.
 */
@NullMarked
package io.troupe.testkit.multijvm;

import org.jspecify.annotations.NullMarked;
