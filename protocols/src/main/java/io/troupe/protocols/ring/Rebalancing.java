package io.troupe.protocols.ring;

import io.troupe.protocols.NodeId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Turns the rows of a table into balanced ones for given members, with the least change: first the
 * replicas, then the leaders among them. Members are their indices, by node-id.
 */
final class Rebalancing {
  /** Stands for a node that is no longer a member. */
  private static final int GONE = -1;

  private final List<Member> members;
  private final int replicas;
  private final int[][] before;

  /**
   * @param members sorted
   * @param replicas of each shard, at most the number of members
   * @param rows by shard, who holds it now, or should; the preferred leader first
   */
  Rebalancing(List<Member> members, int replicas, List<List<NodeId>> rows) {
    this.members = members;
    this.replicas = replicas;
    this.before = indicesOf(rows);
  }

  /** By shard, who shall hold it: the leader, then who held it already, then who is new. */
  List<List<NodeId>> rows(Racks racks, int replicasPerRack, Shares shares) {
    int[][] holders = holders(racks, replicasPerRack, shares);
    int[][] leaders = leaders(holders);
    return IntStream.range(0, before.length)
        .mapToObj(shard -> ordered(leaders[shard][0], before[shard], holders[shard]))
        .toList();
  }

  private int[][] holders(Racks racks, int replicasPerRack, Shares shares) {
    return LeastChange.solve(
        new Network(
            byShard(shard -> keeping(before[shard], member -> member != GONE)),
            replicas,
            byMember(shares::low),
            byMember(shares::high),
            racks.rackOf(),
            racks.membersOf(),
            replicasPerRack,
            (shard, rack) -> racks.membersOf()[rack]));
  }

  /** Again a least change: of one column for each shard, out of those that hold it. */
  private int[][] leaders(int[][] holders) {
    int[] held = new int[members.size()];
    Arrays.stream(holders).flatMapToInt(Arrays::stream).forEach(member -> held[member]++);
    return LeastChange.solve(
        new Network(
            byShard(shard -> keeping(holders[shard], member -> leads(member, before[shard]))),
            1,
            byMember(member -> held[member] / replicas),
            byMember(member -> (held[member] + replicas - 1) / replicas),
            new int[members.size()],
            new int[][] {byMember(member -> member)},
            1,
            (shard, any) -> holders[shard]));
  }

  private List<NodeId> ordered(int leader, int[] held, int[] holders) {
    return Stream.of(
            IntStream.of(leader),
            IntStream.of(held).filter(member -> contains(holders, member)),
            IntStream.of(holders).sorted())
        .flatMapToInt(part -> part)
        .distinct()
        .mapToObj(member -> members.get(member).node())
        .toList();
  }

  private int[][] indicesOf(List<List<NodeId>> rows) {
    Map<NodeId, Integer> indices = new HashMap<>();
    members.forEach(member -> indices.put(member.node(), indices.size()));
    return rows.stream()
        .map(row -> row.stream().mapToInt(node -> indices.getOrDefault(node, GONE)).toArray())
        .toArray(int[][]::new);
  }

  private int[][] byShard(IntFunction<int[]> row) {
    return IntStream.range(0, before.length).mapToObj(row).toArray(int[][]::new);
  }

  private int[] byMember(IntUnaryOperator value) {
    return IntStream.range(0, members.size()).map(value).toArray();
  }

  private static boolean leads(int member, int[] row) {
    return row.length > 0 && row[0] == member;
  }

  private static int[] keeping(int[] row, IntPredicate condition) {
    return IntStream.of(row).filter(condition).toArray();
  }

  private static boolean contains(int[] row, int member) {
    return IntStream.of(row).anyMatch(other -> other == member);
  }
}
