package io.troupe.protocols.ring;

import java.util.Arrays;
import java.util.List;

/**
 * The racks of some members, by number: sorted by name, from 0. Arrays, as {@link Network} wants
 * them; nobody writes to them.
 *
 * @param rackOf by member, its rack
 * @param membersOf by rack, its members
 */
@SuppressWarnings("ArrayRecordComponent")
record Racks(int[] rackOf, int[][] membersOf) {
  static Racks of(List<Member> members) {
    List<Rack> racks = members.stream().map(Member::rack).distinct().sorted().toList();
    int[] rackOf = members.stream().mapToInt(member -> racks.indexOf(member.rack())).toArray();
    int[][] membersOf = new int[racks.size()][];
    int[] sizes = new int[racks.size()];
    for (int rack : rackOf) {
      sizes[rack]++;
    }
    Arrays.setAll(membersOf, rack -> new int[sizes[rack]]);
    for (int member = rackOf.length - 1; member >= 0; member--) {
      membersOf[rackOf[member]][--sizes[rackOf[member]]] = member;
    }
    return new Racks(rackOf, membersOf);
  }

  int count() {
    return membersOf.length;
  }

  /**
   * How many replicas of one shard a rack must be allowed to hold: the fewest with which there is a
   * place for all. It is 1 if there are as many racks as replicas.
   */
  int replicasPerRack(int replicas) {
    int limit = 1;
    while (places(limit) < replicas) {
      limit++;
    }
    return limit;
  }

  /** How many replicas of one shard fit if each rack takes at most so many. */
  private int places(int limit) {
    return Arrays.stream(membersOf).mapToInt(members -> Math.min(limit, members.length)).sum();
  }
}
