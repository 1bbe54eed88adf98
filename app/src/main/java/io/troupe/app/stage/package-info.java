/**
 * Real nodes on a stage: some ActorSystems with Troupe inside, in one thread, under virtual time,
 * over a network that loses, delays and splits by a seed. What runs is what runs in production,
 * actors, Pekko Persistence and wire format included; only clock, chance, network and disk are the
 * stage's ({@link io.troupe.actors.spi.Surroundings}). One seed gives one play, whatever the
 * machine. Start with {@link io.troupe.app.stage.Stage}.
 */
@NullMarked
package io.troupe.app.stage;

import org.jspecify.annotations.NullMarked;
