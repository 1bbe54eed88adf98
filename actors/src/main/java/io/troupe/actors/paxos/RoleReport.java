package io.troupe.actors.paxos;

import io.troupe.actors.wire.Item;
import io.troupe.protocols.Bytes;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.PaxosRole;

/** What a role tells the keeper of its node's roles. */
public sealed interface RoleReport {
  /** Calls the one matching method of {@code handler}. */
  void accept(Handler handler);

  /** One method for each report. */
  interface Handler {
    void onRecovered(Recovered report);

    void onSend(Send report);

    void onLearned(Learned report);

    void onFailed(Failed report);
  }

  /** The role has its memory back, and takes messages from now on. */
  record Recovered(PaxosRole role) implements RoleReport {
    @Override
    public void accept(Handler handler) {
      handler.onRecovered(this);
    }
  }

  /** Send this, perhaps to a role of the own node; losing it is allowed. */
  record Send(NodeId to, Item item) implements RoleReport {
    @Override
    public void accept(Handler handler) {
      handler.onSend(this);
    }
  }

  /** The learner knows what is chosen. */
  record Learned(Bytes value) implements RoleReport {
    @Override
    public void accept(Handler handler) {
      handler.onLearned(this);
    }
  }

  /**
   * The role cannot go on, and stops: it never acts on memory that may not be in the journal.
   *
   * @param isFinal whether starting it again cannot help
   */
  record Failed(PaxosRole role, String what, Throwable cause, boolean isFinal)
      implements RoleReport {
    @Override
    public void accept(Handler handler) {
      handler.onFailed(this);
    }
  }
}
