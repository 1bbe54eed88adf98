/**
 * What a node stands on, and may be given in its place: the clock, chance, and the links to other
 * nodes. Applications need nothing of it. It is for whoever plays a group on a stage of their own:
 * under virtual time, over a network that loses messages by a seed, step by step. Start with {@link
 * io.troupe.actors.spi.Surroundings}.
 */
@NullMarked
package io.troupe.actors.spi;

import org.jspecify.annotations.NullMarked;
