package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.Membership;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.RaftInput;
import io.troupe.protocols.raft.RaftMessage;
import io.troupe.protocols.raft.RaftSettings;
import io.troupe.testkit.simulation.Coverage;
import io.troupe.testkit.simulation.DiskProfile;
import io.troupe.testkit.simulation.Loss;
import io.troupe.testkit.simulation.Mix;
import io.troupe.testkit.simulation.Seed;
import io.troupe.testkit.simulation.Trace;
import io.troupe.testkit.simulation.VirtualTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Three replicas in which nothing happens unless it is chosen. Time stands still; a disk syncs at
 * once unless its node dies of the same event. A message that is never chosen is lost.
 */
final class ExploredGroup {
  private static final long FOR_EVER = Long.MAX_VALUE / 4;

  /** A message in flight. */
  private record InFlight(NodeId from, NodeId to, Envelope envelope, long hash) {}

  private final VirtualTime time = new VirtualTime();
  private final Trace trace = Trace.lastEvents(time);
  private final List<NodeId> ids = List.of(new NodeId("n1"), new NodeId("n2"), new NodeId("n3"));
  private final List<RaftNode> nodes = new ArrayList<>();
  private final List<InFlight> inFlight = new ArrayList<>();
  private final long[] histories = new long[ids.size()];
  private final Invariants invariants;
  private final RaftClients clients;
  private int crashes;
  private int proposals;

  ExploredGroup(Subject subject) {
    Seed seed = new Seed(1);
    Membership membership = Membership.of(ids);
    invariants = new Invariants(membership);
    Coverage coverage = new Coverage();
    clients = new RaftClients(time, seed.stream("clients"), coverage, invariants, nodes);
    World world =
        new World(
            seed,
            RaftSettings.defaults(),
            new DiskProfile(0, 0, 0, 0),
            membership,
            subject,
            time,
            trace,
            coverage,
            invariants);
    Operator operator = new Operator(world, nodes);
    ids.forEach(id -> nodes.add(new RaftNode(world, id, clients, operator, this::send)));
    nodes.forEach(RaftNode::restart);
    settle();
  }

  private void send(NodeId from, NodeId to, long incarnation, RaftMessage message) {
    long hash = Mix.mix(from.value().hashCode(), to.value().hashCode());
    hash = Mix.mix(Mix.mix(hash, incarnation), message.toString().hashCode());
    inFlight.add(new InFlight(from, to, new Envelope(incarnation, node(to).life(), message), hash));
  }

  /** What may come next, with at most so many crashes and proposals in all. */
  List<Choice> choices(int maxCrashes, int maxProposals) {
    Set<Choice> all = new LinkedHashSet<>();
    for (boolean crash : crashes < maxCrashes ? new boolean[] {false, true} : new boolean[1]) {
      for (InFlight each : inFlight) {
        all.add(new Choice.Deliver(each.from, each.to, each.envelope, crash));
      }
      for (RaftNode node : nodes) {
        if (!node.claimsLeadership()) {
          all.add(new Choice.TimeOut(node.id(), crash));
        } else if (proposals < maxProposals) {
          all.add(new Choice.Propose(node.id(), crash));
        }
      }
    }
    return List.copyOf(all);
  }

  /** Lets {@code choice} happen, with all that follows from it at once. */
  void take(Choice choice) {
    RaftNode node = node(choice.node());
    int at = ids.indexOf(choice.node());
    histories[at] = Mix.mix(histories[at], choice.toString().hashCode());
    if (choice.crash()) {
      crashes++;
      node.disk().slowDown(FOR_EVER);
    }
    if (choice instanceof Choice.Deliver deliver) {
      Envelope envelope = deliver.envelope();
      inFlight.remove(indexOf(deliver));
      node.deliver(
          new RaftInput.Received(deliver.from(), envelope.incarnation(), envelope.message()));
    } else if (choice instanceof Choice.Propose) {
      proposals++;
      clients.propose(node);
    } else {
      long wakeAt = node.replica().orElseThrow().wakeAtNanos();
      node.clock().jump(wakeAt - node.clock().nowNanos());
    }
    settle();
    if (choice.crash()) {
      node.crash(Loss.EVERYTHING);
      node.disk().slowDown(0);
      node.restart();
      settle();
    }
  }

  private int indexOf(Choice.Deliver deliver) {
    for (int i = 0; i < inFlight.size(); i++) {
      InFlight each = inFlight.get(i);
      if (each.envelope.equals(deliver.envelope())
          && each.from.equals(deliver.from())
          && each.to.equals(deliver.node())) {
        return i;
      }
    }
    throw new IllegalArgumentException(deliver + " is not in flight");
  }

  /** All that is due now. */
  private void settle() {
    while (time.runNext(0)) {
      // each action checks itself
    }
  }

  void loseAllMessages() {
    inFlight.clear();
  }

  /**
   * Two groups of the same subject that have the same fingerprint behave in the same way: what each
   * node did and what is in flight is equal, though perhaps not the order in which different nodes
   * did it.
   */
  long fingerprint() {
    long sum = 0;
    for (InFlight each : inFlight) {
      sum += each.hash;
    }
    for (long history : histories) {
      sum = Mix.mix(sum, history);
    }
    return sum;
  }

  Trace trace() {
    return trace;
  }

  @Override
  public String toString() {
    return invariants.toString();
  }

  private RaftNode node(NodeId id) {
    return nodes.get(ids.indexOf(id));
  }
}
