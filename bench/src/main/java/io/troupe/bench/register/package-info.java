/**
 * Replicated registers under load, beside a group of Raft that does the same: count under keys.
 * Start reading at {@link io.troupe.bench.register.Counters}.
 */
@NullMarked
package io.troupe.bench.register;

import org.jspecify.annotations.NullMarked;
