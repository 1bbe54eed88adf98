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
  private final ClientHistory history = new ClientHistory();
  private long lastId;
  private long seenIndex;
  private long acknowledged;
  private long acknowledgedNanos;
  private long longestSilenceNanos;

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
    if (random.nextInt(4) > 0) {
      propose(node);
    } else if (node.isUp()) {
      history.reading(++lastId);
      node.read(lastId, seenIndex);
    }
  }

  void propose(RaftNode node) {
    int count = 1 + random.nextInt(4);
    int size = 8 + random.nextInt(120);
    if (node.isUp()) {
      history.proposing(++lastId);
      node.propose(lastId, count, size);
    }
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

  /** The longest time without an acknowledgement, from the start until {@code endNanos}. */
  long longestSilenceNanos(long endNanos) {
    return Math.max(longestSilenceNanos, endNanos - acknowledgedNanos);
  }

  ClientHistory history() {
    return history;
  }

  void acknowledged(RaftNode node, long proposal, long index, long answer) {
    coverage.count(Sometimes.PROPOSAL_ACKNOWLEDGED);
    history.returned(proposal, answer);
    invariants.acknowledged(node.id(), proposal);
    acknowledged++;
    longestSilenceNanos = Math.max(longestSilenceNanos, time.nowNanos() - acknowledgedNanos);
    acknowledgedNanos = time.nowNanos();
    seenIndex = Math.max(seenIndex, index);
  }

  void refused(long proposal) {
    coverage.count(Sometimes.PROPOSAL_REFUSED);
    history.refused(proposal);
    invariants.refused(proposal);
  }

  void outcomeUnknown() {
    coverage.count(Sometimes.PROPOSAL_OUTCOME_UNKNOWN);
  }

  void readServed(RaftNode node, long read, ListMachine machine, long floor) {
    coverage.count(Sometimes.READ_SERVED);
    history.returned(read, machine.read(Registers.keyOf(read)));
    invariants.readServed(node.id(), machine.index(), floor);
    seenIndex = Math.max(seenIndex, machine.index());
  }

  void readRefused(long read) {
    coverage.count(Sometimes.READ_REFUSED);
    history.refused(read);
  }
}
