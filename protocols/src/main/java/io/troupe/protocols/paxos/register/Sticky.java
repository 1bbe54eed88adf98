package io.troupe.protocols.paxos.register;

import io.troupe.protocols.paxos.Ballot;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * For some keys, the ballot that a quorum has promised together with accepting this proposer's last
 * state, and that state: nobody else can have changed it without making that ballot worthless
 * (§2.2.1). Keeps the latest keys. Not thread-safe.
 */
final class Sticky {
  /**
   * A proposer may propose what follows {@code state} under {@code next} at once.
   *
   * @param next used once: with it the entry is taken out
   */
  record Promised(Ballot next, RegisterState state) {}

  private final int maxKeys;
  private final LinkedHashMap<RegisterKey, Promised> keys = new LinkedHashMap<>();

  Sticky(int maxKeys) {
    this.maxKeys = maxKeys;
  }

  boolean isOff() {
    return maxKeys == 0;
  }

  void put(RegisterKey key, Promised promised) {
    keys.remove(key);
    keys.put(key, promised);
    if (keys.size() > maxKeys) {
      keys.remove(keys.keySet().iterator().next());
    }
  }

  /** Somebody else was promised more than {@code ballot}: a promise of it is worth nothing. */
  void rejected(RegisterKey key, Ballot ballot) {
    Promised promised = keys.get(key);
    if (promised != null && promised.next.equals(ballot)) {
      keys.remove(key);
    }
  }

  Optional<Promised> take(RegisterKey key) {
    return Optional.ofNullable(keys.remove(key));
  }
}
