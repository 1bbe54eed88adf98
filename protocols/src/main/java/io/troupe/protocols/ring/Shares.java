package io.troupe.protocols.ring;

import io.troupe.protocols.ring.PlacementReport.UnevenShare;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many replicas each member shall hold. In proportion to weight, as far as that can be: a
 * member holds each shard at most once, and a rack holds at most so many replicas of each shard.
 * Who cannot take its share gets as much as it can, and the others share the rest by weight.
 *
 * <p>That is filling a vessel with water: a level rises until all is poured, each member takes
 * weight times level, and whatever is full stops taking. Levels are exact fractions, so a share
 * that is a whole number is not missed by rounding. An assignment within the whole numbers around
 * all shares always exists, as each shard could give each member the same fraction of a replica.
 *
 * @param byWeight the level if nothing could be full
 * @param levels by member, the level at which it takes
 */
record Shares(List<Member> members, Level byWeight, List<Level> levels) {
  /**
   * @param shards how many shards there are
   * @param replicas of each, at most the number of members
   * @param replicasPerRack of one shard, enough for all replicas to find a place
   */
  static Shares of(
      int shards, int replicas, List<Member> members, Racks racks, int replicasPerRack) {
    Level[] levels = new Level[members.size()];
    long rackFull = (long) shards * replicasPerRack;
    boolean[] full = new boolean[racks.count()];
    long rest = (long) shards * replicas;
    Level byWeight =
        new Level(rest, members.stream().mapToLong(Member::weight).sum(), Integer.MAX_VALUE);
    boolean found = true;
    while (found) {
      found = false;
      int[] free =
          IntStream.range(0, levels.length).filter(i -> !full[racks.rackOf()[i]]).toArray();
      fill(levels, members, free, rest, shards);
      for (int rack = 0; rack < full.length; rack++) {
        int[] inRack = racks.membersOf()[rack];
        if (!full[rack] && exceeds(levels, members, inRack, rackFull)) {
          fill(levels, members, inRack, rackFull, shards);
          full[rack] = true;
          rest -= rackFull;
          found = true;
        }
      }
    }
    return new Shares(members, byWeight, List.of(levels));
  }

  /** The whole number below a member's share, or the share itself. */
  int low(int member) {
    return levels.get(member).low(weight(member));
  }

  /** The whole number above a member's share, or the share itself. */
  int high(int member) {
    return levels.get(member).high(weight(member));
  }

  /** Who may take a number of replicas that weight alone would not give. */
  List<UnevenShare> uneven() {
    return IntStream.range(0, levels.size())
        .filter(
            member ->
                low(member) < byWeight.low(weight(member))
                    || high(member) > byWeight.high(weight(member)))
        .mapToObj(
            member ->
                new UnevenShare(
                    members.get(member).node(), byWeight.low(weight(member)), low(member)))
        .toList();
  }

  private int weight(int member) {
    return members.get(member).weight();
  }

  private static void fill(
      Level[] levels, List<Member> members, int[] chosen, long replicas, int shards) {
    boolean[] full = new boolean[levels.length];
    Level level;
    boolean found;
    do {
      long rest = replicas - shards * Arrays.stream(chosen).filter(i -> full[i]).count();
      long weight =
          Arrays.stream(chosen).filter(i -> !full[i]).mapToLong(i -> members.get(i).weight()).sum();
      level = new Level(rest, weight, shards);
      found = false;
      for (int i : chosen) {
        if (!full[i] && level.fills(members.get(i).weight())) {
          full[i] = true;
          found = true;
        }
      }
    } while (found);
    for (int i : chosen) {
      levels[i] = level;
    }
  }

  private static boolean exceeds(
      Level[] levels, List<Member> members, int[] chosen, long replicas) {
    Level level = levels[chosen[0]];
    long whole = 0;
    long weight = 0;
    for (int i : chosen) {
      if (level.fills(members.get(i).weight())) {
        whole += level.full;
      } else {
        weight += members.get(i).weight();
      }
    }
    return weight * level.replicas > (replicas - whole) * level.weight;
  }

  /**
   * A member of weight {@code w} takes {@code w * replicas / weight}, but not more than {@code
   * full}.
   *
   * @param weight the weight of all that are not full; 0 if all are
   */
  record Level(long replicas, long weight, int full) {
    boolean fills(int w) {
      return w * replicas > full * weight || weight == 0;
    }

    int low(int w) {
      return fills(w) ? full : (int) (w * replicas / weight);
    }

    int high(int w) {
      return fills(w) ? full : (int) ((w * replicas + weight - 1) / weight);
    }
  }
}
