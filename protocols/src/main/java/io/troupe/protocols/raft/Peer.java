package io.troupe.protocols.raft;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.Progress.Probing;

/** What a leader knows of one follower in its term. */
final class Peer {
  final NodeId id;
  private long incarnation;
  private long match;
  private long round;
  private long heardNanos;
  private Progress progress;

  Peer(NodeId id, long next, long nowNanos) {
    this.id = id;
    this.heardNanos = nowNanos;
    this.progress = new Probing(next, false);
  }

  /** The index up to which the follower's durable log is known to equal the leader's. */
  long match() {
    return match;
  }

  /** The latest round that the follower answered. */
  long round() {
    return round;
  }

  long heardNanos() {
    return heardNanos;
  }

  Progress progress() {
    return progress;
  }

  void become(Progress newProgress) {
    progress = newProgress;
  }

  /**
   * Takes note of a reply and of the life it comes from. What an earlier life said of its log is
   * forgotten: the follower may have lost its disk since (raft-rs#571).
   *
   * @return whether the reply may be used: it is not from a life before the latest known
   */
  boolean hear(long senderIncarnation, long answeredRound, long next, long nowNanos) {
    if (senderIncarnation < incarnation) {
      return false;
    }
    if (senderIncarnation > incarnation) {
      if (incarnation != 0) {
        match = 0;
        round = 0;
        progress = new Probing(next, false);
      }
      incarnation = senderIncarnation;
    }
    round = Math.max(round, answeredRound);
    heardNanos = nowNanos;
    return true;
  }

  void matched(long index) {
    match = Math.max(match, index);
  }
}
