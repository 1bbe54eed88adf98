package io.troupe.protocols.paxos.register;

import static java.util.Objects.requireNonNull;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.PaxosRole;
import io.troupe.protocols.paxos.QuorumSystem;
import io.troupe.protocols.paxos.ReservedRounds;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Proposers on three nodes that count under one key, with default settings, on a network in which
 * every message takes 0.2 to 0.5 ms and on disks that take 0.3 to 0.6 ms.
 */
final class RegisterContention {
  private static final List<NodeId> NODES =
      List.of(new NodeId("a"), new NodeId("b"), new NodeId("c"));
  private static final long MICRO = 1_000;
  private static final long LIMIT_NANOS = 3_600_000 * RegisterGroup.MS;

  private record Due(long at, long order, Runnable action) {}

  /**
   * What became of the changes.
   *
   * @param counted what the counter says in the end
   * @param longestMs until a client had an outcome
   */
  record Figures(int committed, int rejected, int unknown, long counted, long longestMs) {
    int all() {
      return committed + rejected + unknown;
    }
  }

  private final Set<NodeId> down;
  private final long pauseNanos;
  private final RandomGenerator random;
  private final Map<NodeId, RegisterProposer> proposers = new HashMap<>();
  private final Map<NodeId, RegisterAcceptor> acceptors = new HashMap<>();
  private final Map<NodeId, Integer> left = new HashMap<>();
  private final PriorityQueue<Due> agenda =
      new PriorityQueue<>(
          (one, other) ->
              one.at != other.at
                  ? Long.compare(one.at, other.at)
                  : Long.compare(one.order, other.order));
  private final Map<Long, Long> asked = new HashMap<>();
  private long nowNanos;
  private long planned;
  private long lastId;
  private int committed;
  private int rejected;
  private int unknown;
  private long value;
  private long longestNanos;

  /**
   * Contention that has not begun.
   *
   * @param down acceptors that are not there
   * @param pauseNanos at most so long, drawn for each, between two changes of a client
   */
  RegisterContention(Set<NodeId> down, long pauseNanos, long seed) {
    SplittableRandom source = new SplittableRandom(seed);
    this.down = down;
    this.pauseNanos = pauseNanos;
    this.random = source.split();
    RegisterSettings settings = RegisterSettings.defaults();
    for (NodeId node : NODES) {
      acceptors.put(node, new RegisterAcceptor(settings, new RegisterMemory()));
      proposers.put(
          node,
          new RegisterProposer(
              node,
              QuorumSystem.majority(NODES),
              settings,
              ReservedRounds.NONE,
              1,
              source.split()));
    }
  }

  /** A client at each node makes so many changes, one after another; all at the same time. */
  Figures together(int changesEach) {
    for (NodeId node : NODES) {
      left.put(node, changesEach);
      next(node);
    }
    run();
    return counted();
  }

  /** A client at one node makes so many changes, then one at the next node, and so on. */
  Figures inTurns(int turns, int changesEach) {
    for (int turn = 0; turn < turns; turn++) {
      NodeId node = NODES.get(turn % NODES.size());
      left.put(node, changesEach);
      next(node);
      run();
    }
    return counted();
  }

  private void next(NodeId node) {
    int rest = left.merge(node, -1, Integer::sum);
    if (rest >= 0) {
      Change plusOne = state -> number(valueOf(state) + 1);
      long pause = pauseNanos == 0 ? 0 : random.nextLong(pauseNanos);
      long id = ++lastId;
      after(pause, () -> ask(node, new RegisterInput.Request(id, RegisterGroup.K, plusOne)));
    }
  }

  private void ask(NodeId node, RegisterInput.Request request) {
    asked.put(request.id(), nowNanos);
    propose(node, request);
  }

  private Figures counted() {
    left.put(NODES.get(0), 0);
    ask(NODES.get(0), new RegisterInput.Request(0, RegisterGroup.K, Change.READ));
    run();
    return new Figures(committed - 1, rejected, unknown, value, longestNanos / RegisterGroup.MS);
  }

  private void run() {
    while (!agenda.isEmpty()) {
      Due next = agenda.remove();
      if (next.at > LIMIT_NANOS) {
        throw new IllegalStateException("no end in an hour");
      }
      nowNanos = next.at;
      next.action.run();
    }
  }

  private void propose(NodeId node, RegisterInput input) {
    RegisterProposer proposer = requireNonNull(proposers.get(node));
    for (RegisterOutput output : proposer.on(input, nowNanos)) {
      if (output instanceof RegisterOutput.Persist persist) {
        after(sync(), () -> propose(node, new RegisterInput.Persisted(persist.write())));
      } else if (output instanceof RegisterOutput.Finished finished) {
        count(finished);
        next(node);
      }
      send(node, output);
    }
    if (proposer.wakeAtNanos() < Long.MAX_VALUE) {
      after(
          proposer.wakeAtNanos() - nowNanos,
          () -> {
            if (nowNanos >= proposer.wakeAtNanos()) {
              propose(node, new RegisterInput.Tick());
            }
          });
    }
  }

  private void accept(NodeId node, RegisterInput input) {
    if (down.contains(node)) {
      return;
    }
    for (RegisterOutput output : requireNonNull(acceptors.get(node)).on(input)) {
      if (output instanceof RegisterOutput.Persist persist) {
        after(sync(), () -> accept(node, new RegisterInput.Persisted(persist.write())));
      }
      send(node, output);
    }
  }

  private void send(NodeId from, RegisterOutput output) {
    if (output instanceof RegisterOutput.Send send) {
      RegisterInput received = new RegisterInput.Received(from, send.message());
      long delay = from.equals(send.to()) ? 0 : 200 * MICRO + random.nextLong(300 * MICRO);
      if (send.message().receiver() == PaxosRole.ACCEPTOR) {
        after(delay, () -> accept(send.to(), received));
      } else {
        after(delay, () -> propose(send.to(), received));
      }
    }
  }

  private long sync() {
    return 300 * MICRO + random.nextLong(300 * MICRO);
  }

  private void after(long delayNanos, Runnable action) {
    agenda.add(new Due(nowNanos + Math.max(0, delayNanos), planned++, action));
  }

  private void count(RegisterOutput.Finished finished) {
    long began = requireNonNull(asked.remove(finished.id()));
    longestNanos = Math.max(longestNanos, nowNanos - began);
    if (finished.outcome() instanceof RegisterOutcome.Committed done) {
      committed++;
      value = valueOf(done.after());
    } else if (finished.outcome() instanceof RegisterOutcome.Rejected) {
      rejected++;
    } else {
      unknown++;
    }
  }

  private static long valueOf(RegisterState state) {
    return state.value().map(it -> ByteBuffer.wrap(it.sharedArray()).getLong()).orElse(0L);
  }

  private static RegisterState number(long value) {
    return RegisterState.of(Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(0, value).array()));
  }
}
