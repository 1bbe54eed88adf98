package io.troupe.protocols.ring;

import io.troupe.protocols.NodeId;
import java.util.Arrays;
import java.util.List;

/**
 * The walks round the ring that collect a preference list (Dynamo §4.3). They skip nodes that are
 * on the list, as several virtual nodes may be one machine. Each walk takes at most one node of
 * each rack; where there are not racks enough, another walk follows.
 */
final class PreferenceLists {
  private final List<Member> members;
  private final Places places;
  private final Racks racks;

  PreferenceLists(List<Member> members, Places places) {
    this.members = members;
    this.places = places;
    this.racks = Racks.of(members);
  }

  /** The first {@code n} from this place on, at most the number of members. */
  List<NodeId> from(int place, int n) {
    int[] found = new int[n];
    int count = 0;
    for (int round = 0; count < n; round++) {
      int before = count;
      int end = Math.min(n, count + racksWithMoreThan(round));
      for (int at = place; count < end; at = after(at)) {
        int member = places.ownerAt(at);
        if (!Network.contains(found, member, count) && isNewRack(member, found, before, count)) {
          found[count++] = member;
        }
      }
    }
    return Arrays.stream(found).mapToObj(member -> members.get(member).node()).toList();
  }

  private int racksWithMoreThan(int size) {
    int count = 0;
    for (int[] rack : racks.membersOf()) {
      count += rack.length > size ? 1 : 0;
    }
    return count;
  }

  private boolean isNewRack(int member, int[] found, int from, int to) {
    for (int i = from; i < to; i++) {
      if (racks.rackOf()[found[i]] == racks.rackOf()[member]) {
        return false;
      }
    }
    return true;
  }

  private int after(int place) {
    return place + 1 == places.size() ? 0 : place + 1;
  }
}
