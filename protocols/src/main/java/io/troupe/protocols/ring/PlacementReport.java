package io.troupe.protocols.ring;

import io.troupe.protocols.NodeId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a plan could not do as asked. Whoever publishes the plan should show it: each finding is a
 * loss of safety or of speed that only the operator can make good.
 *
 * @param findings empty if all was possible
 */
public record PlacementReport(List<Finding> findings) {
  public PlacementReport {
    findings = List.copyOf(findings);
  }

  /** Whether all that was asked for was possible. */
  public boolean isClean() {
    return findings.isEmpty();
  }

  @Override
  public String toString() {
    return findings.stream().map(Finding::toString).collect(Collectors.joining("\n"));
  }

  /** One thing that could not be done as asked. */
  public sealed interface Finding {}

  /** There are fewer members than replicas wanted: each shard has one on every member. */
  public record TooFewMembers(int replicasWanted, int members) implements Finding {
    @Override
    public String toString() {
      return "too few nodes: %d replicas wanted, %d placed, as a node holds a shard once; add %d"
          .formatted(replicasWanted, members, replicasWanted - members);
    }
  }

  /**
   * The racks do not suffice for a rack of its own for each replica.
   *
   * @param replicasPerRack how many replicas of one shard the loss of a rack may take
   */
  public record TooFewRacks(int replicas, int racks, int replicasPerRack) implements Finding {
    @Override
    public String toString() {
      return "too few racks: the loss of one of %d may take %d of %d replicas of a shard%s"
          .formatted(
              racks,
              replicasPerRack,
              replicas,
              replicas - replicasPerRack > replicas / 2 ? "" : ", and its quorum");
    }
  }

  /**
   * A member holds more or less than its weight asks for, because it or another is too heavy: a
   * node holds a shard once, and a rack only as many replicas of it as there must be.
   *
   * @param replicasByWeight its share by weight alone, rounded down
   * @param replicasPlanned its share as far as it can be had, rounded down
   */
  public record UnevenShare(NodeId node, int replicasByWeight, int replicasPlanned)
      implements Finding {
    @Override
    public String toString() {
      return "uneven share: node %s gets about %d replicas, its weight asks for %d"
          .formatted(node, replicasPlanned, replicasByWeight);
    }
  }
}
