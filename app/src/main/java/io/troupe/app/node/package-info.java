/** One process: reads its configuration, starts the replica and its HTTP API, and ends cleanly. */
@NullMarked
package io.troupe.app.node;

import org.jspecify.annotations.NullMarked;
