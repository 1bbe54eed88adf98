/**
 * Where keys live: Troupe's ring and shard table beside the consistent hashing of Pekko and Guava,
 * rendezvous hashing and modulo N. How evenly each spreads keys, how many move when nodes come and
 * go, what a lookup costs, and how long a plan takes.
 *
 * <p>Start at {@link io.troupe.bench.ring.RingCommand}.
 */
@NullMarked
package io.troupe.bench.ring;

import org.jspecify.annotations.NullMarked;
