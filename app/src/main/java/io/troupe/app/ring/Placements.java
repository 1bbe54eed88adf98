package io.troupe.app.ring;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.ring.HashRing;
import io.troupe.protocols.ring.ModuloPlacement;
import io.troupe.protocols.ring.ShardPlan;
import io.troupe.protocols.ring.ShardPlanner;
import io.troupe.protocols.ring.TokenHash;
import java.util.List;
import java.util.stream.IntStream;

/** All placements that a question asks about, before and after its change. */
record Placements(
    RingQuestion question,
    ModuloPlacement moduloBefore,
    ModuloPlacement moduloAfter,
    HashRing ringBefore,
    HashRing ringAfter,
    ShardPlan first,
    ShardPlan next) {

  static Placements of(RingQuestion question) {
    ShardPlanner planner = new ShardPlanner(question.keySpace(), question.replicas());
    TokenHash hash = question.keySpace().hash();
    ShardPlan first = planner.first(question.before());
    return new Placements(
        question,
        ModuloPlacement.of(question.before()),
        ModuloPlacement.of(question.after()),
        HashRing.of(hash, question.before(), question.virtualNodes()),
        HashRing.of(hash, question.after(), question.virtualNodes()),
        first,
        planner.next(question.after(), first.table()));
  }

  /** The shards as modulo N places them: what a store does that knows no better. */
  List<Row> moduloRows() {
    int shards = question.keySpace().shards();
    return IntStream.range(0, shards)
        .mapToObj(
            shard -> new Row(1.0 / shards, modulo(moduloBefore, shard), modulo(moduloAfter, shard)))
        .toList();
  }

  /** The pieces of the circle, in the order of {@link Circle#cut}. */
  List<Row> ringRows() {
    int n = question.replicas();
    return Circle.cut(ringBefore, ringAfter).stream()
        .map(
            piece ->
                new Row(
                    piece.share(),
                    ringBefore.preferenceList(piece.end(), n),
                    ringAfter.preferenceList(piece.end(), n)))
        .toList();
  }

  /** By shard. */
  List<Row> tableRows() {
    List<List<NodeId>> before = first.table().replicas();
    List<List<NodeId>> after = next.table().replicas();
    return IntStream.range(0, before.size())
        .mapToObj(shard -> new Row(1.0 / before.size(), before.get(shard), after.get(shard)))
        .toList();
  }

  private List<NodeId> modulo(ModuloPlacement placement, long shard) {
    return placement.preferenceList(shard, question.replicas());
  }
}
