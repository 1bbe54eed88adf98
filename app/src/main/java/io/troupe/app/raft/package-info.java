/**
 * What {@code ./troupe raft propose} plays: a Raft group on a {@link io.troupe.app.stage.Stage},
 * values that a client proposes, faults that strike, and the story of it.
 */
@NullMarked
package io.troupe.app.raft;

import org.jspecify.annotations.NullMarked;
