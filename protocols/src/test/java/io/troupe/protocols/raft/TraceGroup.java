package io.troupe.protocols.raft;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.Membership;
import io.troupe.protocols.NodeId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A handful of replicas whose messages are delivered by hand, for traces. All share one clock, all
 * random draws are 0, and snapshots consist of two chunks of one byte. A disk syncs at once unless
 * it was told to stall.
 */
final class TraceGroup {
  private final Map<NodeId, Node> nodes = new TreeMap<>();
  private final List<Envelope> network = new ArrayList<>();
  private final StringBuilder lines = new StringBuilder();
  private long nowNanos;
  private long proposals;

  TraceGroup(List<NodeId> voters) {
    voters.forEach(id -> nodes.put(id, new Node(id)));
  }

  /** Takes what was written since the last call. */
  String takeLines() {
    String taken = lines.toString();
    lines.setLength(0);
    return taken;
  }

  Node node(NodeId id) {
    Node node = nodes.get(id);
    if (node == null) {
      throw new IllegalArgumentException("no replica " + id + " in " + nodes.keySet());
    }
    return node;
  }

  void pass(long ms) {
    nowNanos += ms * ReplicaFixture.MS;
  }

  /** Delivers the oldest message between two nodes whose name starts with {@code kind}. */
  void deliver(NodeId from, NodeId to, String kind) {
    Envelope envelope = take(from, to, kind);
    node(to).on(new RaftInput.Received(from, envelope.incarnation, envelope.message));
  }

  void drop(NodeId from, NodeId to, String kind) {
    take(from, to, kind);
  }

  /** Delivers all that is under way among {@code among}, and what it causes, until all is quiet. */
  void settle(List<NodeId> among) {
    for (boolean quiet = false; !quiet; ) {
      Optional<Envelope> next =
          network.stream().filter(e -> among.contains(e.from) && among.contains(e.to)).findFirst();
      next.ifPresent(e -> deliver(e.from, e.to, e.message.getClass().getSimpleName()));
      quiet = next.isEmpty();
    }
  }

  /** Everything under way is lost. */
  void dropAll() {
    network.clear();
  }

  private Envelope take(NodeId from, NodeId to, String kind) {
    for (Iterator<Envelope> all = network.iterator(); all.hasNext(); ) {
      Envelope next = all.next();
      boolean named = next.message.getClass().getSimpleName().startsWith(kind);
      if (next.from.equals(from) && next.to.equals(to) && named) {
        all.remove();
        return next;
      }
    }
    throw new IllegalArgumentException("no " + kind + " is under way from " + from + " to " + to);
  }

  private record Envelope(NodeId from, NodeId to, long incarnation, RaftMessage message) {}

  /** One replica with its journal. */
  final class Node {
    private final NodeId id;
    private final List<LogEvent> durable = new ArrayList<>();
    private final List<Output.Persist> unsynced = new ArrayList<>();
    private final Map<Long, Long> storedBytes = new TreeMap<>();
    private boolean diskStalls;
    private long incarnation;
    private Optional<RaftReplica> running = Optional.empty();

    private Node(NodeId id) {
      this.id = id;
    }

    /** Puts events into the journal of a replica that does not run. */
    void journal(List<LogEvent> events) {
      durable.addAll(events);
    }

    void start() {
      PersistentState state = new PersistentState();
      durable.forEach(state::apply);
      Membership membership = Membership.of(nodes.keySet());
      RaftSettings settings = ReplicaFixture.settings(64 << 20, 0, 256 << 20);
      RaftReplica replica = new RaftReplica(settings, id, membership, state, () -> 0L);
      running = Optional.of(replica);
      carryOut(replica.start(++incarnation, nowNanos));
    }

    /** What was not synced is lost, and all messages to and from the node. */
    void crash() {
      running = Optional.empty();
      unsynced.clear();
      network.removeIf(e -> e.from.equals(id) || e.to.equals(id));
    }

    void stall() {
      diskStalls = true;
    }

    void sync() {
      diskStalls = false;
      syncAll();
    }

    /** Time goes on to the next deadline of this replica; the others' ticks are late. */
    void timeout() {
      nowNanos = Math.max(nowNanos, replica().wakeAtNanos());
      on(new RaftInput.Tick());
    }

    void propose(String command) {
      Bytes bytes = ReplicaFixture.bytes(command);
      on(new RaftInput.Propose(++proposals, 1, bytes));
    }

    void snapshot(long index) {
      on(new RaftInput.SnapshotTaken(replica().log().before(index + 1)));
    }

    void on(RaftInput input) {
      if (running.isPresent()) {
        carryOut(replica().on(input, nowNanos));
      }
    }

    RaftReplica replica() {
      return running.orElseThrow(() -> new IllegalStateException(id + " does not run"));
    }

    private void carryOut(List<Output> outputs) {
      outputs.forEach(output -> output.accept(new TraceText(id, lines)));
      for (Output output : outputs) {
        if (output instanceof Output.Persist persist) {
          unsynced.add(persist);
        } else if (output instanceof Output.Send send) {
          network.add(new Envelope(id, send.to(), incarnation, send.message()));
        } else if (output instanceof Output.SendSnapshotChunk chunk) {
          network.add(new Envelope(id, chunk.to(), incarnation, install(chunk)));
        } else if (output instanceof Output.StoreSnapshotChunk chunk) {
          store(chunk);
        }
      }
      if (!diskStalls) {
        syncAll();
      }
    }

    private RaftMessage install(Output.SendSnapshotChunk chunk) {
      Bytes bytes = ReplicaFixture.bytes("s");
      boolean last = chunk.offset() == 1;
      return new RaftMessage.InstallSnapshot(
          chunk.term(), chunk.position(), chunk.offset(), bytes, last, chunk.round());
    }

    private void store(Output.StoreSnapshotChunk chunk) {
      long index = chunk.position().index();
      long stored = storedBytes.getOrDefault(index, 0L);
      long now = chunk.offset() == stored ? stored + chunk.chunk().size() : stored;
      storedBytes.put(index, now);
      on(new RaftInput.SnapshotChunkStored(chunk.position(), now, now == 2));
    }

    private void syncAll() {
      while (!unsynced.isEmpty()) {
        Output.Persist oldest = unsynced.remove(0);
        durable.addAll(oldest.events());
        on(new RaftInput.Persisted(oldest.write()));
      }
    }
  }
}
