package io.troupe.protocols.ring;

import io.troupe.protocols.NodeId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Members and keys for tests. */
final class Members {
  private Members() {}

  /** Members n00 to n(count - 1) of weight 1, all in one unnamed rack. */
  static List<Member> equal(int count) {
    return IntStream.range(0, count).mapToObj(Members::number).toList();
  }

  static Member number(int number) {
    return Member.of(new NodeId("n%02d".formatted(number)));
  }

  /** From names like {@code a}, {@code b*3} for a weight, {@code c@r1} for a rack. */
  static List<Member> named(String... names) {
    return Stream.of(names).map(Members::parse).toList();
  }

  static NodeId node(String name) {
    return new NodeId(name);
  }

  static List<NodeId> nodes(String... names) {
    return Stream.of(names).map(NodeId::new).toList();
  }

  static byte[] key(int number) {
    return ("key-" + number).getBytes(StandardCharsets.UTF_8);
  }

  private static Member parse(String name) {
    String[] atRack = name.split("@", 2);
    String[] timesWeight = atRack[0].split("\\*", 2);
    Member member = Member.of(new NodeId(timesWeight[0]));
    if (timesWeight.length == 2) {
      member = member.weighing(Integer.parseInt(timesWeight[1]));
    }
    return atRack.length == 2 ? member.in(new Rack(atRack[1])) : member;
  }
}
