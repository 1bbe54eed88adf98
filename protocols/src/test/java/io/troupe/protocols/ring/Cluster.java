package io.troupe.protocols.ring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Members that change at random, as clusters do. */
final class Cluster {
  private static final int RACKS = 4;

  private final Random random;
  private final int sizeMax;
  private final boolean weightsAndRacks;
  private final List<Member> members = new ArrayList<>();
  private int nextNumber;

  private Cluster(Random random, int sizeMax, boolean weightsAndRacks) {
    this.random = random;
    this.sizeMax = sizeMax;
    this.weightsAndRacks = weightsAndRacks;
    int size = 1 + random.nextInt(sizeMax);
    for (int i = 0; i < size; i++) {
      members.add(newcomer());
    }
  }

  static Cluster ofEqual(Random random, int sizeMax) {
    return new Cluster(random, sizeMax, false);
  }

  static Cluster ofWeightsAndRacks(Random random, int sizeMax) {
    return new Cluster(random, sizeMax, true);
  }

  /** By node-id. */
  List<Member> members() {
    return Member.sorted(members);
  }

  /** Makes one change, and says which. */
  String change() {
    Collections.shuffle(members, random);
    return switch (random.nextInt(weightsAndRacks ? 5 : 3)) {
      case 0 -> join();
      case 1 -> leave(1);
      case 2 -> random.nextBoolean() ? leave(1 + random.nextInt(3)) : join();
      case 3 -> replaceFirst(members.get(0).weighing(1 + random.nextInt(5)));
      default -> replaceFirst(members.get(0).in(rack()));
    };
  }

  private String join() {
    if (members.size() == sizeMax) {
      return leave(1);
    }
    members.add(newcomer());
    return members.get(members.size() - 1) + " joins";
  }

  private String leave(int wanted) {
    List<Member> leaving = List.copyOf(members.subList(0, Math.min(wanted, members.size() - 1)));
    if (leaving.isEmpty()) {
      return join();
    }
    members.removeAll(leaving);
    return leaving + " leave";
  }

  private String replaceFirst(Member changed) {
    members.set(0, changed);
    return "now " + changed;
  }

  private Member newcomer() {
    Member member = Members.number(nextNumber++);
    return weightsAndRacks ? member.weighing(1 + random.nextInt(5)).in(rack()) : member;
  }

  private Rack rack() {
    return new Rack("r" + random.nextInt(RACKS));
  }
}
