package io.troupe.testkit.simulation.raft;

import io.troupe.testkit.simulation.Coverage;
import io.troupe.testkit.simulation.Sometimes;
import io.troupe.testkit.simulation.VirtualTime;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Clients of a group: propose and read, at whoever claims to lead or at anybody, and remember what
 * they were told.
 */
final class RaftClients {
  private final VirtualTime time;
  private final RandomGenerator random;
  private final Coverage coverage;
  private final Invariants invariants;
  private final List<RaftNode> nodes;
  private long lastId;
  private long seenIndex;
  private long acknowledged;

  RaftClients(
      VirtualTime time,
      RandomGenerator random,
      Coverage coverage,
      Invariants invariants,
      List<RaftNode> nodes) {
    this.time = time;
    this.random = random;
    this.coverage = coverage;
    this.invariants = invariants;
    this.nodes = nodes;
  }

  /** One operation about every {@code intervalNanos}, until {@code endNanos}. */
  void keepBusy(long intervalNanos, long endNanos) {
    if (time.nowNanos() < endNanos) {
      operate();
      long pause = random.nextLong(2 * intervalNanos);
      time.after(pause, () -> keepBusy(intervalNanos, endNanos));
    }
  }

  private void operate() {
    RaftNode node = choose();
    if (random.nextInt(4) == 0) {
      node.read(++lastId, seenIndex);
    } else {
      propose(node);
    }
  }

  void propose(RaftNode node) {
    node.propose(++lastId, 1 + random.nextInt(4), 8 + random.nextInt(120));
  }

  private RaftNode choose() {
    List<RaftNode> claimants = nodes.stream().filter(RaftNode::claimsLeadership).toList();
    List<RaftNode> from = claimants.isEmpty() || random.nextInt(5) == 0 ? nodes : claimants;
    return from.get(random.nextInt(from.size()));
  }

  /** What any client has seen so far: no later read may be older. */
  long seenIndex() {
    return seenIndex;
  }

  long acknowledged() {
    return acknowledged;
  }

  void acknowledged(RaftNode node, long proposal, long index) {
    coverage.count(Sometimes.PROPOSAL_ACKNOWLEDGED);
    invariants.acknowledged(node.id(), proposal);
    acknowledged++;
    seenIndex = Math.max(seenIndex, index);
  }

  void refused(long proposal) {
    coverage.count(Sometimes.PROPOSAL_REFUSED);
    invariants.refused(proposal);
  }

  void outcomeUnknown() {
    coverage.count(Sometimes.PROPOSAL_OUTCOME_UNKNOWN);
  }

  void readServed(RaftNode node, long index, long floor) {
    coverage.count(Sometimes.READ_SERVED);
    invariants.readServed(node.id(), index, floor);
    seenIndex = Math.max(seenIndex, index);
  }

  void readRefused() {
    coverage.count(Sometimes.READ_REFUSED);
  }
}
