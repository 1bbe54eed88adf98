/**
 * What plays of different protocols have in common: the {@link io.troupe.app.play.Script}, the
 * {@link io.troupe.app.play.Fate} that strikes, the {@link io.troupe.app.play.Narrator} who tells.
 */
@NullMarked
package io.troupe.app.play;

import org.jspecify.annotations.NullMarked;
