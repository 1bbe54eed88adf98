/**
 * The public API of a replicated group: write a {@link io.troupe.actors.StateMachine}, describe it
 * as a {@link io.troupe.actors.ReplicatedGroup}, start it through the {@link
 * io.troupe.actors.Troupe} extension and use the {@link io.troupe.actors.Group} it returns.
 *
 * <p>The actors behind it live in {@code io.troupe.actors.node} and {@code io.troupe.actors.wire},
 * which are internal.
 */
@NullMarked
package io.troupe.actors;

import org.jspecify.annotations.NullMarked;
