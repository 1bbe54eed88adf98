package io.troupe.protocols.paxos.register;

import io.troupe.protocols.NodeId;

/** Everything that can happen to a role. What does not concern a role does nothing. */
public sealed interface RegisterInput {
  /** Calls the one matching method of {@code handler}. */
  void accept(Handler handler);

  /** One method for each input. */
  interface Handler {
    default void onTick() {}

    void onReceived(Received input);

    void onPersisted(Persisted input);

    default void onRequest(Request input) {}

    default void onCollect(Collect input) {}
  }

  /** Time has passed; due whenever the role's {@code wakeAtNanos} is reached, harmless before. */
  record Tick() implements RegisterInput {
    @Override
    public void accept(Handler handler) {
      handler.onTick();
    }
  }

  /** A message arrived, perhaps from a role of the same node. */
  record Received(NodeId from, RegisterMessage message) implements RegisterInput {
    @Override
    public void accept(Handler handler) {
      handler.onReceived(this);
    }
  }

  /**
   * Everything up to {@link RegisterOutput.Persist} number {@code write} of this role is durable.
   */
  record Persisted(long write) implements RegisterInput {
    @Override
    public void accept(Handler handler) {
      handler.onPersisted(this);
    }
  }

  /**
   * Change a register. Answered once, perhaps much later, by {@link RegisterOutput.Finished}; never
   * if the proposer dies, which is {@link RegisterOutcome.Unknown} to its client.
   *
   * @param id the shell's name for the request: used once
   */
  record Request(long id, RegisterKey key, Change change) implements RegisterInput {
    @Override
    public void accept(Handler handler) {
      handler.onRequest(this);
    }
  }

  /**
   * Clear the tombstone of a deleted key away, if there is one and every acceptor can be reached.
   * Answered once by {@link RegisterOutput.Finished}: {@link RegisterOutcome.Committed} if all have
   * forgotten it, or if it holds a value again, which is then the state after.
   *
   * @param id the shell's name for the request: used once
   */
  record Collect(long id, RegisterKey key) implements RegisterInput {
    @Override
    public void accept(Handler handler) {
      handler.onCollect(this);
    }
  }
}
