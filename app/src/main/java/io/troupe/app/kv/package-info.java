/**
 * The replicated key-value store: its commands, queries and replies, their bytes, and the state
 * machine. Knows nothing of HTTP.
 */
@NullMarked
package io.troupe.app.kv;

import org.jspecify.annotations.NullMarked;
