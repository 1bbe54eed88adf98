/**
 * What {@code ./troupe paxos propose} plays: a synod on a {@link io.troupe.app.stage.Stage}, values
 * that clients propose, faults that strike, and the story of it.
 */
@NullMarked
package io.troupe.app.paxos;

import org.jspecify.annotations.NullMarked;
