package io.troupe.protocols.paxos;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.NodeId;
import java.util.List;

/**
 * What the shell of a role must do, in the order given. Whatever an output promises is already
 * durable when the role emits it: see {@link Outbox}.
 */
public sealed interface PaxosOutput {
  /** Calls the one matching method of {@code handler}. */
  void accept(Handler handler);

  /** One method for each output. */
  interface Handler {
    void onPersist(Persist output);

    void onSend(Send output);

    void onDecided(Decided output);

    void onPhaseChanged(PhaseChanged output);

    void onExhausted(Exhausted output);
  }

  /**
   * Append these events to the role's journal, all or nothing and after all earlier writes; when
   * they are durable, give {@link PaxosInput.Persisted} with this number. Writes need not be waited
   * for: the next one may be handed over before.
   *
   * @param write counts 1, 2, 3 ... in each life of the role
   */
  record Persist(long write, List<PaxosEvent> events) implements PaxosOutput {
    public Persist {
      events = List.copyOf(events);
    }

    @Override
    public void accept(Handler handler) {
      handler.onPersist(this);
    }
  }

  /** Send a message, perhaps to a role of the own node; losing it is allowed. */
  record Send(NodeId to, PaxosMessage message) implements PaxosOutput {
    @Override
    public void accept(Handler handler) {
      handler.onSend(this);
    }
  }

  /**
   * The value of this proposal is chosen, for ever: tell those who wait. A proposer says so once
   * for each time it was asked after it knew, a learner once.
   */
  record Decided(Proposal<Bytes> chosen) implements PaxosOutput {
    @Override
    public void accept(Handler handler) {
      handler.onDecided(this);
    }
  }

  /**
   * A proposer's attempt went on: for people, and for tests.
   *
   * @param ballot of the attempt; {@link Ballot#NONE} before the first
   * @param why a phrase for a log line
   */
  record PhaseChanged(Phase phase, Ballot ballot, String why) implements PaxosOutput {
    @Override
    public void accept(Handler handler) {
      handler.onPhaseChanged(this);
    }
  }

  /**
   * There is no ballot above {@code seen} any more: this proposer cannot propose, and has stopped.
   * That takes 2^62 rounds or somebody who lies.
   */
  record Exhausted(Ballot seen) implements PaxosOutput {
    @Override
    public void accept(Handler handler) {
      handler.onExhausted(this);
    }
  }
}
