/**
 * The soak: real nodes are killed, paused and cut off from each other for minutes, while clients
 * work through the HTTP API. What they saw must be linearizable. Start at {@code SoakTest}.
 */
@NullMarked
package io.troupe.app.soak;

import org.jspecify.annotations.NullMarked;
