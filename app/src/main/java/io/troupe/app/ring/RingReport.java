package io.troupe.app.ring;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.ring.Balance;
import io.troupe.protocols.ring.Member;
import io.troupe.protocols.ring.Move;
import io.troupe.protocols.ring.ShardPlan;
import io.troupe.protocols.ring.ShardTable;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The answer to a {@link RingQuestion}, in numbers.
 *
 * @param before what each node has before the change
 * @param after the same after it
 * @param keys where each key lives
 * @param balance how even each way is before the change
 * @param moved what each way moves for the change
 * @param leastFirst the least part of all keys that has to change its first node, by the weights
 * @param leastCopies the least replicas that any table which gives each node as many has to copy
 */
public record RingReport(
    RingQuestion question,
    List<NodeRow> before,
    List<NodeRow> after,
    List<KeyRow> keys,
    Map<Way, Evenness> balance,
    Map<Way, Moved> moved,
    double leastFirst,
    long leastCopies,
    Placements placements) {

  /**
   * What a node has.
   *
   * @param due what its weight asks for, 0 to 1
   * @param ring what it owns of the ring, 0 to 1
   * @param replicas how many it holds in the shard table
   * @param leads of how many shards it is the preferred leader
   */
  record NodeRow(Member member, double due, double ring, int replicas, int leads) {}

  /** Where a key lives by each way, before the change and after it. */
  record KeyRow(
      String key,
      long token,
      int shard,
      Map<Way, List<NodeId>> before,
      Map<Way, List<NodeId>> after) {}

  /** Of the fullest node: how many times its share it is first for, and holds. */
  record Evenness(double first, double copies) {}

  /**
   * What moves.
   *
   * @param first the part of all keys whose first node changes
   * @param copies the part of all replicas that has to be copied to a node
   */
  record Moved(double first, double copies) {}

  public static RingReport of(RingQuestion question) {
    Placements placements = Placements.of(question);
    Map<Way, List<Row>> rows = new EnumMap<>(Way.class);
    rows.put(Way.MODULO, placements.moduloRows());
    rows.put(Way.RING, placements.ringRows());
    rows.put(Way.TABLE, placements.tableRows());
    Map<Way, Evenness> balance = new EnumMap<>(Way.class);
    Map<Way, Moved> moved = new EnumMap<>(Way.class);
    rows.forEach(
        (way, list) -> {
          Shares shares = Shares.of(question.before(), list, Row::before);
          balance.put(way, new Evenness(shares.fullestFirst(), shares.fullestCopies()));
          moved.put(way, moved(list));
        });
    List<Row> ring = rows.getOrDefault(Way.RING, List.of());
    return new RingReport(
        question,
        nodes(
            question.before(),
            Shares.of(question.before(), ring, Row::before),
            placements.first().table()),
        nodes(
            question.after(),
            Shares.of(question.after(), ring, Row::after),
            placements.next().table()),
        question.keys().stream().map(key -> keyRow(placements, key)).toList(),
        balance,
        moved,
        leastFirst(question),
        leastCopies(placements),
        placements);
  }

  /** How many replicas there are in the table. */
  int replicasInAll() {
    return question.keySpace().shards() * question.replicas();
  }

  ShardPlan plan() {
    return placements.next();
  }

  long leadersMoved() {
    return plan().moves().stream().filter(Move.MoveLeader.class::isInstance).count();
  }

  private static Moved moved(List<Row> rows) {
    double first = 0;
    double copies = 0;
    for (Row row : rows) {
      first += row.firstChanges() ? row.share() : 0;
      copies += row.share() * row.copies() / row.after().size();
    }
    return new Moved(first, copies);
  }

  private static List<NodeRow> nodes(List<Member> members, Shares ring, ShardTable table) {
    Balance replicas = Balance.ofReplicas(members, table);
    Balance leaders = Balance.ofLeaders(members, table);
    return members.stream()
        .map(
            member ->
                new NodeRow(
                    member,
                    Shares.due(members, member),
                    ring.firstOf(member.node()),
                    replicas.countOf(member.node()),
                    leaders.countOf(member.node())))
        .toList();
  }

  private static KeyRow keyRow(Placements placements, String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    long token = placements.ringBefore().tokenOf(bytes);
    int shard = placements.question().keySpace().shardOf(bytes);
    int n = placements.question().replicas();
    return new KeyRow(
        key,
        token,
        shard,
        new EnumMap<>(
            Map.of(
                Way.MODULO, placements.moduloBefore().preferenceList(shard, n),
                Way.RING, placements.ringBefore().preferenceList(token, n),
                Way.TABLE, placements.first().table().replicasOf(bytes))),
        new EnumMap<>(
            Map.of(
                Way.MODULO, placements.moduloAfter().preferenceList(shard, n),
                Way.RING, placements.ringAfter().preferenceList(token, n),
                Way.TABLE, placements.next().table().replicasOf(bytes))));
  }

  /** Whoever is due more than before has to get it from somebody. */
  private static double leastFirst(RingQuestion question) {
    return question.after().stream()
        .mapToDouble(
            member ->
                Shares.due(question.after(), member)
                    - question.before().stream()
                        .filter(old -> old.node().equals(member.node()))
                        .mapToDouble(old -> Shares.due(question.before(), old))
                        .sum())
        .filter(more -> more > 0)
        .sum();
  }

  /** Whoever holds more than before has to copy that much, whatever the table. */
  private static long leastCopies(Placements placements) {
    RingQuestion question = placements.question();
    Balance before = Balance.ofReplicas(question.before(), placements.first().table());
    Balance after = Balance.ofReplicas(question.after(), placements.next().table());
    return question.after().stream()
        .mapToInt(member -> after.countOf(member.node()) - before.countOf(member.node()))
        .filter(more -> more > 0)
        .sum();
  }
}
