package io.troupe.protocols.paxos;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.NodeId;

/** Everything that can happen to a role. What does not concern a role does nothing. */
public sealed interface PaxosInput {
  /** Calls the one matching method of {@code handler}. */
  void accept(Handler handler);

  /** One method for each input. */
  interface Handler {
    default void onTick() {}

    void onReceived(Received input);

    void onPersisted(Persisted input);

    default void onPropose(Propose input) {}
  }

  /** Time has passed; due whenever the role's {@code wakeAtNanos} is reached, harmless before. */
  record Tick() implements PaxosInput {
    @Override
    public void accept(Handler handler) {
      handler.onTick();
    }
  }

  /** A message arrived, perhaps from a role of the same node. */
  record Received(NodeId from, PaxosMessage message) implements PaxosInput {
    @Override
    public void accept(Handler handler) {
      handler.onReceived(this);
    }
  }

  /** Everything up to {@link PaxosOutput.Persist} number {@code write} of this role is durable. */
  record Persisted(long write) implements PaxosInput {
    @Override
    public void accept(Handler handler) {
      handler.onPersisted(this);
    }
  }

  /**
   * Try to have {@code value} chosen. Answered, perhaps much later, by {@link PaxosOutput.Decided}
   * with what was chosen, which may be another value. A proposer that is busy goes on with the
   * value it has; both callers get the same answer.
   */
  record Propose(Bytes value) implements PaxosInput {
    @Override
    public void accept(Handler handler) {
      handler.onPropose(this);
    }
  }
}
