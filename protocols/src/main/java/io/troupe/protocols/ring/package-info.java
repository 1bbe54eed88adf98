/**
 * Where keys live: consistent hashing (Karger et al. 1997; Dynamo, DeCandia et al. 2007) and the
 * table of shards that is planned from it.
 *
 * <p>Two ways lead from a key to nodes. A {@link io.troupe.protocols.ring.HashRing} maps it
 * directly: no state but the members. A {@link io.troupe.protocols.ring.KeySpace} maps it to one of
 * a fixed number of shards, and a {@link io.troupe.protocols.ring.ShardTable}, made by a {@link
 * io.troupe.protocols.ring.ShardPlanner}, maps the shard to its replicas: perfectly balanced, and
 * moved as little as possible when members change.
 *
 * <p>All types are immutable or confined to one call, and safe to share between threads. Nothing
 * here agrees on anything: who may publish which table is for a consensus group to decide.
 */
@NullMarked
package io.troupe.protocols.ring;

import org.jspecify.annotations.NullMarked;
