package io.troupe.protocols.paxos.register;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.Ballot;
import java.util.List;

/**
 * What the shell of a role must do, in the order given. Whatever an output promises is already
 * durable when the role emits it: see {@link io.troupe.protocols.paxos.Outbox}.
 */
public sealed interface RegisterOutput {
  /** Calls the one matching method of {@code handler}. */
  void accept(Handler handler);

  /** One method for each output. */
  interface Handler {
    void onPersist(Persist output);

    void onSend(Send output);

    void onFinished(Finished output);

    void onPhaseChanged(PhaseChanged output);
  }

  /**
   * Append these events to the role's journal, all or nothing and after all earlier writes; when
   * they are durable, give {@link RegisterInput.Persisted} with this number. Writes need not be
   * waited for: the next one may be handed over before.
   *
   * @param write counts 1, 2, 3 ... in each life of the role
   */
  record Persist(long write, List<RegisterEvent> events) implements RegisterOutput {
    public Persist {
      events = List.copyOf(events);
    }

    @Override
    public void accept(Handler handler) {
      handler.onPersist(this);
    }
  }

  /** Send a message, perhaps to a role of the own node; losing it is allowed. */
  record Send(NodeId to, RegisterMessage message) implements RegisterOutput {
    @Override
    public void accept(Handler handler) {
      handler.onSend(this);
    }
  }

  /** Tell whoever made request {@code id} what became of it. */
  record Finished(long id, RegisterKey key, RegisterOutcome outcome) implements RegisterOutput {
    @Override
    public void accept(Handler handler) {
      handler.onFinished(this);
    }
  }

  /**
   * The work on a key went on: for people, and for tests.
   *
   * @param ballot of the attempt; {@link Ballot#NONE} before the first
   * @param why a phrase for a log line
   */
  record PhaseChanged(RegisterKey key, RegisterPhase phase, Ballot ballot, String why)
      implements RegisterOutput {
    @Override
    public void accept(Handler handler) {
      handler.onPhaseChanged(this);
    }
  }
}
