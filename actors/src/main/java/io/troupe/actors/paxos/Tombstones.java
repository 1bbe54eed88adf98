package io.troupe.actors.paxos;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.register.RegisterKey;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys that a proposer has left empty, and that are to be forgotten. That takes every acceptor,
 * and makes other requests for the key wait, if only until it has to ask again; so it is tried once
 * each was heard from since the key was emptied, one key at a time. Bounded: the oldest keys are
 * left to whoever touches them next. Not thread-safe.
 */
final class Tombstones {
  static final int MAX_KEYS = 10_000;

  private final List<NodeId> acceptors;
  private final LinkedHashMap<RegisterKey, Long> emptiedAt = new LinkedHashMap<>();
  private final Map<NodeId, Long> heardAt = new HashMap<>();
  private Optional<RegisterKey> collecting = Optional.empty();

  /** Counts what was heard. */
  private long moment;

  Tombstones(List<NodeId> acceptors) {
    this.acceptors = acceptors;
  }

  /** A key is empty now. */
  void add(RegisterKey key) {
    emptiedAt.remove(key);
    emptiedAt.put(key, moment);
    if (emptiedAt.size() > MAX_KEYS) {
      emptiedAt.remove(emptiedAt.keySet().iterator().next());
    }
  }

  void heard(NodeId from) {
    if (!emptiedAt.isEmpty()) {
      heardAt.put(from, ++moment);
    }
  }

  /** A key whose collection is to be asked for now. */
  Optional<RegisterKey> next() {
    if (collecting.isPresent() || emptiedAt.isEmpty()) {
      return Optional.empty();
    }
    Map.Entry<RegisterKey, Long> oldest = emptiedAt.entrySet().iterator().next();
    if (acceptors.stream().anyMatch(it -> heardAt.getOrDefault(it, 0L) <= oldest.getValue())) {
      return Optional.empty();
    }
    emptiedAt.remove(oldest.getKey());
    collecting = Optional.of(oldest.getKey());
    return collecting;
  }

  /** What became of it; if nothing, it is tried again when all were heard from once more. */
  void collected(RegisterKey key, boolean done) {
    collecting = Optional.empty();
    if (!done && !emptiedAt.containsKey(key)) {
      add(key);
    }
  }
}
