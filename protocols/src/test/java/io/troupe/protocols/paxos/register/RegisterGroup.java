package io.troupe.protocols.paxos.register;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.ProposerSettings;
import io.troupe.protocols.paxos.QuorumSystem;
import io.troupe.protocols.paxos.ReservedRounds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Acceptors a, b and c and proposers p and q, on disks that take no time and a network that
 * delivers in the order of sending, unless the test takes messages away. Random draws are 0.
 */
final class RegisterGroup {
  static final NodeId A = new NodeId("a");
  static final NodeId B = new NodeId("b");
  static final NodeId C = new NodeId("c");
  static final NodeId P = new NodeId("p");
  static final NodeId Q = new NodeId("q");
  static final RegisterKey K = new RegisterKey("k");
  static final long MS = 1_000_000;
  static final RegisterSettings SETTINGS =
      new RegisterSettings(
          new ProposerSettings(100 * MS, 10 * MS, 1_000 * MS, 100),
          1_000 * MS,
          4,
          10,
          100,
          3,
          1_000);

  /** A message under way. */
  record Envelope(NodeId from, NodeId to, RegisterMessage message) {}

  final SortedMap<NodeId, RegisterAcceptor> acceptors = new TreeMap<>();
  final SortedMap<NodeId, RegisterProposer> proposers = new TreeMap<>();
  final List<RegisterOutput.Finished> finished = new ArrayList<>();
  final List<Envelope> sent = new ArrayList<>();
  private final ArrayDeque<Envelope> wire = new ArrayDeque<>();
  private final Set<NodeId> down = new HashSet<>();
  private final RegisterSettings settings;
  private long nowNanos;
  private long lastId;

  RegisterGroup() {
    this(SETTINGS);
  }

  RegisterGroup(RegisterSettings settings) {
    this.settings = settings;
    for (NodeId each : List.of(A, B, C)) {
      acceptors.put(each, new RegisterAcceptor(settings, new RegisterMemory()));
    }
    restart(P, 1);
    restart(Q, 1);
  }

  /** Proposers prepare for every change. */
  static RegisterGroup withoutStickiness() {
    return new RegisterGroup(
        new RegisterSettings(
            SETTINGS.proposer(),
            SETTINGS.operationTimeoutNanos(),
            SETTINGS.maxPendingRequests(),
            0,
            SETTINGS.maxValueBytes(),
            SETTINGS.maxKeys(),
            SETTINGS.maxTotalBytes()));
  }

  /** A proposer begins a new life; it remembers nothing but that all rounds so far are used. */
  void restart(NodeId proposer, long incarnation) {
    proposers.put(
        proposer,
        new RegisterProposer(
            proposer,
            QuorumSystem.majority(List.of(A, B, C)),
            settings,
            new ReservedRounds(incarnation - 1, 100 * (incarnation - 1)),
            incarnation,
            () -> 0));
  }

  /** Nothing reaches the node, nor leaves it, until it is up again. */
  void down(NodeId node) {
    down.add(node);
  }

  void up(NodeId node) {
    down.remove(node);
  }

  /** Asks, lets everything arrive, and tells what came of it; fails if there is no answer. */
  RegisterOutcome change(NodeId proposer, Change change) {
    return settle(ask(proposer, change));
  }

  RegisterOutcome collect(NodeId proposer) {
    return settle(startCollection(proposer));
  }

  /** Everything arrives, and who backs off comes back, until there is an answer. */
  private RegisterOutcome settle(long id) {
    deliverAll();
    for (int pauses = 0; outcome(id).isEmpty() && pauses < 5; pauses++) {
      passMs(10);
      deliverAll();
    }
    return outcome(id).orElseThrow();
  }

  long startCollection(NodeId proposer) {
    input(proposer, new RegisterInput.Collect(++lastId, K));
    return lastId;
  }

  long ask(NodeId proposer, Change change) {
    return ask(proposer, K, change);
  }

  long ask(NodeId proposer, RegisterKey key, Change change) {
    input(proposer, new RegisterInput.Request(++lastId, key, change));
    return lastId;
  }

  Optional<RegisterOutcome> outcome(long id) {
    return finished.stream()
        .filter(it -> it.id() == id)
        .map(RegisterOutput.Finished::outcome)
        .findFirst();
  }

  void deliverAll() {
    while (!wire.isEmpty()) {
      deliver(wire.remove());
    }
  }

  /** Delivers what is under way, but not what is sent because of it. */
  void deliverOnce() {
    List<Envelope> now = takeAll();
    now.forEach(this::deliver);
  }

  /** Takes everything off the wire. */
  List<Envelope> takeAll() {
    List<Envelope> all = List.copyOf(wire);
    wire.clear();
    return all;
  }

  void deliver(Envelope envelope) {
    if (!down.contains(envelope.to) && !down.contains(envelope.from)) {
      input(envelope.to, new RegisterInput.Received(envelope.from, envelope.message));
    }
  }

  void passMs(long ms) {
    nowNanos += ms * MS;
    proposers.keySet().forEach(proposer -> input(proposer, new RegisterInput.Tick()));
  }

  private void input(NodeId node, RegisterInput input) {
    RegisterAcceptor acceptor = acceptors.get(node);
    RegisterProposer proposer = proposers.get(node);
    List<RegisterOutput> outputs =
        acceptor != null
            ? acceptor.on(input)
            : Optional.ofNullable(proposer).orElseThrow().on(input, nowNanos);
    for (RegisterOutput output : outputs) {
      if (output instanceof RegisterOutput.Persist persist) {
        input(node, new RegisterInput.Persisted(persist.write()));
      } else if (output instanceof RegisterOutput.Send send) {
        Envelope envelope = new Envelope(node, send.to(), send.message());
        sent.add(envelope);
        wire.add(envelope);
      } else if (output instanceof RegisterOutput.Finished done) {
        finished.add(done);
      }
    }
  }

  static RegisterState state(String text) {
    return RegisterState.of(Bytes.wrap(text.getBytes(UTF_8)));
  }

  static Change write(String text) {
    return Change.write(Bytes.wrap(text.getBytes(UTF_8)));
  }

  static Change append(String text) {
    return state ->
        state(state.value().map(it -> new String(it.sharedArray(), UTF_8)).orElse("") + text);
  }

  static RegisterOutcome committed(RegisterState before, RegisterState after) {
    return new RegisterOutcome.Committed(before, after);
  }
}
