package io.troupe.bench.ring;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.ring.TokenHash;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Highest random weight (Thaler and Ravishankar 1998): every node is scored for the key, and the
 * highest score wins. Needs no table, and looks at every node for every key.
 */
final class Rendezvous implements Router {
  private final List<NodeId> nodes;
  private final long[] seeds;

  Rendezvous(List<NodeId> nodes) {
    this.nodes = nodes;
    this.seeds =
        nodes.stream()
            .mapToLong(
                node ->
                    TokenHash.MURMUR3_X64_128.tokenOf(
                        node.value().getBytes(StandardCharsets.UTF_8)))
            .toArray();
  }

  @Override
  public NodeId ownerOf(byte[] key) {
    long token = TokenHash.MURMUR3_X64_128.tokenOf(key);
    int best = 0;
    long highest = Long.MIN_VALUE;
    for (int i = 0; i < seeds.length; i++) {
      long score = mixed(token ^ seeds[i]);
      if (score > highest) {
        highest = score;
        best = i;
      }
    }
    return nodes.get(best);
  }

  /** The finaliser of MurmurHash3. */
  private static long mixed(long value) {
    long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
