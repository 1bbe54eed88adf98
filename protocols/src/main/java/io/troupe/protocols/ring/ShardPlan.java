package io.troupe.protocols.ring;

import java.util.List;
import java.util.Optional;

/**
 * The next table, and what leads there.
 *
 * @param before the table that was planned from; empty for the first
 * @param table what to publish; {@code before} itself if nothing has to change
 * @param moves by shard
 * @param report what could not be done as asked
 */
public record ShardPlan(
    Optional<ShardTable> before, ShardTable table, List<Move> moves, PlacementReport report) {
  public ShardPlan {
    moves = List.copyOf(moves);
  }

  /** How many replicas have to be copied to a node that does not have them. */
  public long copies() {
    return moves.stream().filter(Move::copies).count();
  }

  /** The plan for a reader: what each node holds before and after, and each row that changes. */
  public String diff() {
    return PlanText.of(this);
  }
}
