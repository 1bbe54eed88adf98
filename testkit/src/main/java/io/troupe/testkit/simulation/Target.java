package io.troupe.testkit.simulation;

import java.util.OptionalInt;

/**
 * Whom a fault strikes.
 *
 * @param node index of the node; used too when there is no leader
 * @param leader whether to prefer whoever leads when the fault strikes
 */
public record Target(int node, boolean leader) {
  public static Target node(int node) {
    return new Target(node, false);
  }

  public static Target leaderOr(int node) {
    return new Target(node, true);
  }

  int in(FaultyWorld world) {
    OptionalInt leading = leader ? world.leader() : OptionalInt.empty();
    return leading.orElse(node);
  }

  @Override
  public String toString() {
    return leader ? "leader or " + node : "" + node;
  }
}
