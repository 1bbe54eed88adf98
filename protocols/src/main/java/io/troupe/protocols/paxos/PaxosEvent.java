package io.troupe.protocols.paxos;

import io.troupe.protocols.Bytes;

/** What a role must not forget, one step of it. */
public sealed interface PaxosEvent {
  /** Calls the one matching method of {@code handler}. */
  void accept(Handler handler);

  /** One method for each event. */
  interface Handler {
    void onPromised(Promised event);

    void onAccepted(Accepted event);

    void onRoundsReserved(RoundsReserved event);
  }

  /** An acceptor will accept nothing below {@code ballot}. */
  record Promised(Ballot ballot) implements PaxosEvent {
    @Override
    public void accept(Handler handler) {
      handler.onPromised(this);
    }
  }

  /** An acceptor accepted a proposal, and will accept nothing below its ballot. */
  record Accepted(Proposal<Bytes> proposal) implements PaxosEvent {
    @Override
    public void accept(Handler handler) {
      handler.onAccepted(this);
    }
  }

  /**
   * A proposer may use rounds up to {@code upTo} in this life, and no later life will.
   *
   * @param incarnation of the life
   */
  record RoundsReserved(long incarnation, long upTo) implements PaxosEvent {
    @Override
    public void accept(Handler handler) {
      handler.onRoundsReserved(this);
    }
  }
}
