/**
 * What {@code ./troupe ring} shows: where keys live on a hash ring, in a table of shards and by
 * modulo N, how even that is, and what moves when a node joins or leaves. {@link
 * io.troupe.app.ring.RingReport} is computed from the real types of {@link
 * io.troupe.protocols.ring}; the other types render it.
 */
@NullMarked
package io.troupe.app.ring;

import org.jspecify.annotations.NullMarked;
