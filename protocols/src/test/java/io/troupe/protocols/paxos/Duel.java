package io.troupe.protocols.paxos;

import static java.util.Objects.requireNonNull;

import io.troupe.protocols.NodeId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Proposers that all want something else and start at once, on a network in which every message
 * takes 1 to 2 ms and on disks that take no time.
 */
final class Duel {
  private record Due(long at, long order, Runnable action) {}

  private final List<NodeId> nodes;
  private final RandomGenerator random;
  private final Map<NodeId, Proposer> proposers = new HashMap<>();
  private final Map<NodeId, Acceptor> acceptors = new HashMap<>();
  private final PriorityQueue<Due> agenda =
      new PriorityQueue<>(
          (one, other) ->
              one.at != other.at
                  ? Long.compare(one.at, other.at)
                  : Long.compare(one.order, other.order));
  private long nowNanos;
  private long planned;

  Duel(List<NodeId> nodes, SplittableRandom random) {
    this.nodes = nodes;
    this.random = random;
    Synod synod = Synod.of(nodes);
    for (NodeId node : nodes) {
      proposers.put(
          node,
          new Proposer(node, synod, PaxosFixture.SETTINGS, ReservedRounds.NONE, 1, random.split()));
      acceptors.put(node, new Acceptor(synod, AcceptorState.initial()));
    }
  }

  /** Whether every proposer knows what is chosen before so much time has passed. */
  boolean endsWithin(long limitNanos) {
    for (NodeId node : nodes) {
      propose(node, new PaxosInput.Propose(PaxosFixture.value("from " + node)));
    }
    while (nowNanos < limitNanos) {
      if (proposers.values().stream().allMatch(it -> it.phase() == Phase.DECIDED)) {
        return true;
      }
      Due next = agenda.remove();
      nowNanos = next.at;
      next.action.run();
    }
    return false;
  }

  private void propose(NodeId node, PaxosInput input) {
    Proposer proposer = requireNonNull(proposers.get(node));
    for (PaxosOutput output : proposer.on(input, nowNanos)) {
      if (output instanceof PaxosOutput.Persist persist) {
        after(0, () -> propose(node, new PaxosInput.Persisted(persist.write())));
      }
      send(node, output);
    }
    if (proposer.wakeAtNanos() < Long.MAX_VALUE) {
      after(
          proposer.wakeAtNanos() - nowNanos,
          () -> {
            if (nowNanos >= proposer.wakeAtNanos()) {
              propose(node, new PaxosInput.Tick());
            }
          });
    }
  }

  private void accept(NodeId node, PaxosInput input) {
    for (PaxosOutput output : requireNonNull(acceptors.get(node)).on(input)) {
      if (output instanceof PaxosOutput.Persist persist) {
        after(0, () -> accept(node, new PaxosInput.Persisted(persist.write())));
      }
      send(node, output);
    }
  }

  private void send(NodeId from, PaxosOutput output) {
    if (output instanceof PaxosOutput.Send send) {
      PaxosInput received = new PaxosInput.Received(from, send.message());
      long delay = PaxosFixture.MS + random.nextLong(PaxosFixture.MS);
      if (send.message().receivers().contains(PaxosRole.ACCEPTOR)) {
        after(delay, () -> accept(send.to(), received));
      } else {
        after(delay, () -> propose(send.to(), received));
      }
    }
  }

  private void after(long delayNanos, Runnable action) {
    agenda.add(new Due(nowNanos + Math.max(0, delayNanos), planned++, action));
  }
}
