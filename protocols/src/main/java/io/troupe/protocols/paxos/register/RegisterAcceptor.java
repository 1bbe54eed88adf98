package io.troupe.protocols.paxos.register;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.AcceptorState;
import io.troupe.protocols.paxos.Ballot;
import io.troupe.protocols.paxos.Outbox;
import io.troupe.protocols.paxos.Proposal;
import io.troupe.protocols.paxos.register.RegisterMessage.Accept;
import io.troupe.protocols.paxos.register.RegisterMessage.Accepted;
import io.troupe.protocols.paxos.register.RegisterMessage.Erase;
import io.troupe.protocols.paxos.register.RegisterMessage.Erased;
import io.troupe.protocols.paxos.register.RegisterMessage.Prepare;
import io.troupe.protocols.paxos.register.RegisterMessage.Promise;
import io.troupe.protocols.paxos.register.RegisterMessage.Refused;
import io.troupe.protocols.paxos.register.RegisterMessage.Rejected;
import java.util.List;

/**
 * The acceptor of many registers: the rules of {@link io.troupe.protocols.paxos.Acceptor} for each
 * key (§2.2). It answers requests and does nothing by itself, so it needs no ticks. No answer
 * leaves before what it says is durable.
 *
 * <p>It holds a bounded number of keys and bytes, and refuses what would be more; a tombstone in
 * place of a value always has room. Not thread-safe.
 */
public final class RegisterAcceptor {
  private final RegisterSettings settings;
  private final RegisterMemory memory;
  private final Outbox<RegisterEvent, RegisterMessage, RegisterOutput> outbox =
      new Outbox<>(RegisterOutput.Persist::new, RegisterOutput.Send::new);

  /**
   * An acceptor.
   *
   * @param memory what it remembers: from now on its own
   */
  public RegisterAcceptor(RegisterSettings settings, RegisterMemory memory) {
    this.settings = settings;
    this.memory = memory;
  }

  /** Takes one input; returns what the shell must do, in order. */
  public List<RegisterOutput> on(RegisterInput input) {
    input.accept(new Inputs());
    return outbox.drain();
  }

  /** What it has promised and accepted, though perhaps not yet on disk: for looking at. */
  public RegisterMemory memory() {
    return memory;
  }

  private void persist(RegisterEvent event) {
    memory.apply(event);
    outbox.persist(event);
  }

  private boolean hasRoomFor(RegisterKey key, RegisterState state) {
    if (!memory.holds(key)) {
      return memory.size() < settings.maxKeys()
          && memory.totalBytes() + RegisterMemory.sizeBytes(key, state) <= settings.maxTotalBytes();
    }
    long held =
        memory.of(key).lastAccepted().proposal().map(it -> it.value().sizeBytes()).orElse(0);
    long more = state.sizeBytes() - held;
    return more <= 0 || memory.totalBytes() + more <= settings.maxTotalBytes();
  }

  private final class Inputs implements RegisterInput.Handler {
    @Override
    public void onReceived(RegisterInput.Received input) {
      input.message().accept(new Messages(input.from()));
    }

    @Override
    public void onPersisted(RegisterInput.Persisted input) {
      outbox.persisted(input.write());
    }
  }

  private final class Messages implements RegisterMessage.Handler {
    private final NodeId from;

    private Messages(NodeId from) {
      this.from = from;
    }

    @Override
    public void onPrepare(Prepare message) {
      RegisterKey key = message.key();
      AcceptorState<RegisterState> state = memory.of(key);
      if (!state.mayPromise(message.ballot())) {
        reject(key, message.ballot());
      } else if (!memory.holds(key) && !hasRoomFor(key, RegisterState.EMPTY)) {
        outbox.send(from, new Refused(key, message.ballot()));
      } else {
        if (!memory.holds(key) || message.ballot().isAbove(state.promised())) {
          persist(new RegisterEvent.Promised(key, message.ballot()));
          tellWhoIsOverruled(key, state, message.ballot());
        }
        outbox.send(from, new Promise(key, message.ballot(), state.lastAccepted()));
      }
    }

    /** What it has accepted before it confirms again, although it has promised more since. */
    @Override
    public void onAccept(Accept message) {
      RegisterKey key = message.key();
      Proposal<RegisterState> proposal = message.proposal();
      AcceptorState<RegisterState> state = memory.of(key);
      if (state.lastAccepted().equals(proposal)) {
        outbox.send(from, new Accepted(key, proposal.ballot()));
      } else if (!state.mayAccept(proposal.ballot())) {
        reject(key, proposal.ballot());
      } else if (!hasRoomFor(key, proposal.value())) {
        outbox.send(from, new Refused(key, proposal.ballot()));
      } else {
        persist(new RegisterEvent.Accepted(key, proposal, message.next()));
        tellWhoIsOverruled(key, state, message.next());
        outbox.send(from, new Accepted(key, proposal.ballot()));
      }
    }

    /**
     * Who was promised a ballot and has not used it learns that it is worth nothing any more,
     * before it makes a proposal of it that must fail, and of which it may never know whether it
     * did.
     */
    private void tellWhoIsOverruled(
        RegisterKey key, AcceptorState<RegisterState> before, Ballot promised) {
      Ballot unused = before.promised();
      if (unused.isAbove(before.lastAccepted().ballot())
          && !unused.node().equals(promised.node())) {
        boolean never = memory.neverAccepted(key, unused);
        outbox.send(unused.node(), new Rejected(key, unused, promised, never));
      }
    }

    private void reject(RegisterKey key, Ballot ballot) {
      Ballot promised = memory.of(key).promised();
      outbox.send(from, new Rejected(key, ballot, promised, memory.neverAccepted(key, ballot)));
    }

    /** Forgets that very tombstone only: another state, or a later tombstone, is none of it. */
    @Override
    public void onErase(Erase message) {
      RegisterKey key = message.key();
      if (memory.of(key).lastAccepted().equals(tombstone(message))) {
        persist(new RegisterEvent.Erased(key));
      }
      outbox.send(from, new Erased(key, message.ballot()));
    }

    private static Proposal<RegisterState> tombstone(Erase message) {
      return new Proposal<>(message.ballot(), RegisterState.EMPTY);
    }
  }
}
