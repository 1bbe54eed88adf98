package io.troupe.protocols.ring;

import io.troupe.protocols.NodeId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Consistent hashing with bounded loads (Mirrokni, Thorup and Zadimoghaddam 2018): no node gets
 * more than {@code 1 + ε} times its share of a known set of keys. A key whose owner is full goes on
 * clockwise to the first node that is not. The price is more movement than on a plain ring: where
 * one key moves, another may get its place.
 *
 * <p>Keys are placed in the order of their tokens, of equal tokens in the order of their bytes, so
 * that the result is a function of the ring and the set of keys.
 */
public final class BoundedLoads {
  private BoundedLoads() {}

  /**
   * Places all keys.
   *
   * @param keys all keys there are
   * @param epsilonPercent how much more than its share a node may hold, in percent, at least 0
   * @return the owner of each key, in the order of {@code keys}
   */
  public static List<NodeId> assign(HashRing ring, List<byte[]> keys, int epsilonPercent) {
    if (epsilonPercent < 0) {
      throw new IllegalArgumentException("epsilon must not be negative: " + epsilonPercent + " %");
    }
    long[] tokens = keys.stream().mapToLong(ring::tokenOf).toArray();
    int[] room = capacities(ring.members(), keys.size(), epsilonPercent);
    NodeId[] owners = new NodeId[tokens.length];
    IntStream.range(0, tokens.length)
        .boxed()
        .sorted(
            Comparator.<Integer, Long>comparing(key -> tokens[key], Long::compareUnsigned)
                .thenComparing(keys::get, Arrays::compareUnsigned))
        .forEach(
            key -> {
              int member = firstWithRoom(ring, ring.placeOf(tokens[key]), room);
              room[member]--;
              owners[key] = ring.members().get(member).node();
            });
    return List.of(owners);
  }

  /** Rounded up: so there is room for all keys, also if epsilon is 0. */
  private static int[] capacities(List<Member> members, int keys, int epsilonPercent) {
    long denominator = 100 * members.stream().mapToLong(Member::weight).sum();
    return members.stream()
        .mapToLong(member -> (100L + epsilonPercent) * keys * member.weight())
        .mapToInt(share -> (int) Math.min(keys, (share + denominator - 1) / denominator))
        .toArray();
  }

  private static int firstWithRoom(HashRing ring, int place, int[] room) {
    int at = place;
    while (room[ring.memberIndexAt(at)] == 0) {
      at = at + 1 == ring.places() ? 0 : at + 1;
    }
    return ring.memberIndexAt(at);
  }
}
