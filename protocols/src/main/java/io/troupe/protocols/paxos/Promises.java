package io.troupe.protocols.paxos;

import io.troupe.protocols.NodeId;
import java.util.HashMap;
import java.util.Map;

/**
 * The promises for one ballot. An acceptor counts once, however often it is heard (P9). Not
 * thread-safe.
 */
public final class Promises<V> {
  private final Map<NodeId, LastAccepted<V>> heard = new HashMap<>();
  private LastAccepted<V> highest = LastAccepted.nothing();

  /** One more promise, or the same once more. */
  public void add(NodeId from, LastAccepted<V> lastAccepted) {
    heard.put(from, lastAccepted);
    if (lastAccepted.ballot().isAbove(highest.ballot())) {
      highest = lastAccepted;
    }
  }

  public boolean isFrom(NodeId node) {
    return heard.containsKey(node);
  }

  public boolean isQuorumOf(QuorumSystem quorums) {
    return quorums.isPhase1Quorum(heard.keySet());
  }

  /**
   * P2c: "the value of the highest-numbered proposal among the responses" is the only one that may
   * be proposed; if there are none, any.
   */
  public LastAccepted<V> highest() {
    return highest;
  }

  /** How many acceptors have promised. */
  public int count() {
    return heard.size();
  }
}
