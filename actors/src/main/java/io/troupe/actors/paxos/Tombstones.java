package io.troupe.actors.paxos;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.register.RegisterKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys that a proposer has left empty, and that are to be forgotten. That takes every acceptor,
 * and a change that meets it may not learn what became of it; so it is tried when the key was left
 * alone for {@link #REST_NANOS} and every acceptor was heard from since, one key at a time.
 * Bounded: the oldest keys are left to whoever touches them next. Not thread-safe.
 */
final class Tombstones {
  static final int MAX_KEYS = 10_000;

  /** Long for a request, and short for the memory that a deleted key takes. */
  static final long REST_NANOS = Duration.ofSeconds(1).toNanos();

  private final List<NodeId> acceptors;

  /** The longest empty first. */
  private final LinkedHashMap<RegisterKey, Emptied> emptied = new LinkedHashMap<>();

  private final Map<NodeId, Long> heardAt = new HashMap<>();
  private Optional<RegisterKey> collecting = Optional.empty();

  /** Counts what was heard. */
  private long moment;

  private record Emptied(long nanos, long moment) {}

  Tombstones(List<NodeId> acceptors) {
    this.acceptors = acceptors;
  }

  /** A key is empty now. */
  void add(RegisterKey key, long nowNanos) {
    emptied.remove(key);
    emptied.put(key, new Emptied(nowNanos, moment));
    if (emptied.size() > MAX_KEYS) {
      emptied.remove(emptied.keySet().iterator().next());
    }
  }

  /** Somebody uses a key: it is not left alone, and perhaps not empty any more. */
  void used(RegisterKey key) {
    emptied.remove(key);
  }

  void heard(NodeId from) {
    if (!emptied.isEmpty()) {
      heardAt.put(from, ++moment);
    }
  }

  /** A key whose collection is to be asked for now. */
  Optional<RegisterKey> next(long nowNanos) {
    long due = dueNanos();
    if (due == Long.MAX_VALUE || due - nowNanos > 0) {
      return Optional.empty();
    }
    collecting = Optional.of(emptied.keySet().iterator().next());
    emptied.remove(collecting.get());
    return collecting;
  }

  /** From when on {@link #next} has one; {@link Long#MAX_VALUE} if something else must happen. */
  long dueNanos() {
    if (collecting.isPresent() || emptied.isEmpty()) {
      return Long.MAX_VALUE;
    }
    Emptied oldest = emptied.values().iterator().next();
    return acceptors.stream().allMatch(it -> heardAt.getOrDefault(it, 0L) > oldest.moment())
        ? oldest.nanos() + REST_NANOS
        : Long.MAX_VALUE;
  }

  /** What became of it; if nothing, it is tried again after as long. */
  void collected(RegisterKey key, boolean done, long nowNanos) {
    collecting = Optional.empty();
    if (!done && !emptied.containsKey(key)) {
      add(key, nowNanos);
    }
  }
}
