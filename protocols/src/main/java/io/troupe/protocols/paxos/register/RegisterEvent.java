package io.troupe.protocols.paxos.register;

import io.troupe.protocols.paxos.Ballot;
import io.troupe.protocols.paxos.Proposal;

/** What a role must not forget, one step of it. */
public sealed interface RegisterEvent {
  /** Calls the one matching method of {@code handler}. */
  void accept(Handler handler);

  /** One method for each event. */
  interface Handler {
    void onPromised(Promised event);

    void onAccepted(Accepted event);

    void onErased(Erased event);

    void onFloorRaised(FloorRaised event);

    void onRoundsReserved(RoundsReserved event);
  }

  /** An acceptor will accept nothing below {@code ballot} for this key. */
  record Promised(RegisterKey key, Ballot ballot) implements RegisterEvent {
    @Override
    public void accept(Handler handler) {
      handler.onPromised(this);
    }
  }

  /**
   * An acceptor accepted a state, and will accept nothing below {@code promised} for this key.
   *
   * @param promised at least the proposal's ballot
   */
  record Accepted(RegisterKey key, Proposal<RegisterState> proposal, Ballot promised)
      implements RegisterEvent {
    @Override
    public void accept(Handler handler) {
      handler.onAccepted(this);
    }
  }

  /** An acceptor forgot a key; its floor is at least what it had promised for it. */
  record Erased(RegisterKey key) implements RegisterEvent {
    @Override
    public void accept(Handler handler) {
      handler.onErased(this);
    }
  }

  /** The floor of an acceptor: only a compacted journal states it, see {@link RegisterMemory}. */
  record FloorRaised(Ballot floor) implements RegisterEvent {
    @Override
    public void accept(Handler handler) {
      handler.onFloorRaised(this);
    }
  }

  /** A proposer may use rounds up to {@code upTo} in this life, and no later life will. */
  record RoundsReserved(long incarnation, long upTo) implements RegisterEvent {
    @Override
    public void accept(Handler handler) {
      handler.onRoundsReserved(this);
    }
  }
}
