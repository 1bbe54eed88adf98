package io.troupe.protocols.paxos;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.PaxosMessage.Accept;
import io.troupe.protocols.paxos.PaxosMessage.Accepted;
import io.troupe.protocols.paxos.PaxosMessage.Inquire;
import io.troupe.protocols.paxos.PaxosMessage.Prepare;
import io.troupe.protocols.paxos.PaxosMessage.Promise;
import io.troupe.protocols.paxos.PaxosMessage.Rejected;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The acceptor of one decision (§2.2): the memory of Paxos. It answers requests and does nothing by
 * itself, so it needs no ticks. No answer leaves before what it says is durable.
 *
 * <p>It trusts proposers to propose one value under a ballot, and throws if that does not hold. Not
 * thread-safe.
 */
public final class Acceptor {
  private final Synod synod;
  private final Outbox<PaxosEvent, PaxosMessage, PaxosOutput> outbox =
      new Outbox<>(PaxosOutput.Persist::new, PaxosOutput.Send::new);
  private AcceptorState<Bytes> state;

  /**
   * An acceptor.
   *
   * @param state what it remembered: {@link PaxosMemory#acceptor}
   */
  public Acceptor(Synod synod, AcceptorState<Bytes> state) {
    this.synod = synod;
    this.state = state;
  }

  /** Takes one input; returns what the shell must do, in order. */
  public List<PaxosOutput> on(PaxosInput input) {
    input.accept(new Inputs());
    return outbox.drain();
  }

  /** What it has promised and accepted, though perhaps not yet on disk. */
  public AcceptorState<Bytes> state() {
    return state;
  }

  private final class Inputs implements PaxosInput.Handler {
    @Override
    public void onReceived(PaxosInput.Received input) {
      input.message().accept(new Messages(input.from()));
    }

    @Override
    public void onPersisted(PaxosInput.Persisted input) {
      outbox.persisted(input.write());
    }
  }

  private final class Messages implements PaxosMessage.Handler {
    private final NodeId from;

    private Messages(NodeId from) {
      this.from = from;
    }

    /** Phase 1(b). */
    @Override
    public void onPrepare(Prepare message) {
      Ballot ballot = message.ballot();
      if (!state.mayPromise(ballot)) {
        reject(ballot);
        return;
      }
      if (ballot.isAbove(state.promised())) {
        state = state.promising(ballot);
        outbox.persist(new PaxosEvent.Promised(ballot));
      }
      outbox.send(from, new Promise(ballot, state.lastAccepted()));
    }

    /** Phase 2(b). To accept is also to promise (P3). */
    @Override
    public void onAccept(Accept message) {
      Proposal<Bytes> proposal = message.proposal();
      if (!state.mayAccept(proposal.ballot())) {
        reject(proposal.ballot());
        return;
      }
      boolean again = state.lastAccepted().equals(proposal);
      state = state.accepting(proposal);
      if (!again) {
        outbox.persist(new PaxosEvent.Accepted(proposal));
      }
      SortedSet<NodeId> all = new TreeSet<>(synod.learners());
      all.add(from);
      all.forEach(each -> outbox.send(each, new Accepted(proposal)));
    }

    @Override
    public void onInquire(Inquire message) {
      state.lastAccepted().proposal().ifPresent(it -> outbox.send(from, new Accepted(it)));
    }

    private void reject(Ballot ballot) {
      outbox.send(from, new Rejected(ballot, state.promised()));
    }
  }
}
