package io.troupe.protocols.ring;

import io.troupe.protocols.NodeId;
import java.util.HashSet;
import java.util.List;

/**
 * Which nodes hold which shard: the "consistent-hash table". It is never changed, but replaced by
 * one of a larger epoch; whoever routes holds a snapshot and asks nobody.
 *
 * <p>A lookup hashes the key, takes a remainder and reads two arrays: it allocates nothing.
 *
 * @param epoch grows with each table, from 1
 * @param keys how keys become shards; the same for all tables over the same data
 * @param replicas by shard, at least one node each, no node twice; the first is preferred as leader
 */
public record ShardTable(long epoch, KeySpace keys, List<List<NodeId>> replicas) {
  public ShardTable {
    if (epoch < 1) {
      throw new IllegalArgumentException("epochs start at 1, not " + epoch);
    }
    if (replicas.size() != keys.shards()) {
      throw new IllegalArgumentException(
          "a table of " + keys.shards() + " shards with " + replicas.size() + " rows");
    }
    replicas = replicas.stream().map(List::copyOf).toList();
    for (int shard = 0; shard < replicas.size(); shard++) {
      List<NodeId> row = replicas.get(shard);
      if (row.isEmpty() || new HashSet<>(row).size() != row.size()) {
        throw new IllegalArgumentException(
            "shard " + shard + " needs one replica or more, on different nodes: " + row);
      }
    }
  }

  /** From 0 to {@code keys.shards() - 1}. */
  public int shardOf(byte[] key) {
    return keys.shardOf(key);
  }

  /** The nodes that hold this key, the preferred leader first. */
  public List<NodeId> replicasOf(byte[] key) {
    return replicas.get(keys.shardOf(key));
  }

  /** The preferred leader of this key's shard. */
  public NodeId leaderOf(byte[] key) {
    return replicasOf(key).get(0);
  }

  @Override
  public String toString() {
    return "epoch " + epoch + ", " + keys.shards() + " shards";
  }
}
