package io.troupe.testkit.simulation.paxos;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.AcceptorState;
import io.troupe.protocols.paxos.Ballot;
import io.troupe.protocols.paxos.LastAccepted;
import io.troupe.protocols.paxos.Outbox;
import io.troupe.protocols.paxos.PaxosEvent;
import io.troupe.protocols.paxos.PaxosInput;
import io.troupe.protocols.paxos.PaxosInput.Received;
import io.troupe.protocols.paxos.PaxosMessage;
import io.troupe.protocols.paxos.PaxosMessage.Accept;
import io.troupe.protocols.paxos.PaxosMessage.Accepted;
import io.troupe.protocols.paxos.PaxosMessage.Prepare;
import io.troupe.protocols.paxos.PaxosMessage.Promise;
import io.troupe.protocols.paxos.PaxosMessage.Rejected;
import io.troupe.protocols.paxos.PaxosOutput;
import io.troupe.protocols.paxos.Synod;
import java.util.List;

/** An acceptor as one might write it who did not read §2.2 to the end. */
final class NaiveAcceptor implements Role<PaxosInput, PaxosOutput> {
  private final Synod synod;
  private final boolean acceptsAnything;
  private final Outbox<PaxosEvent, PaxosMessage, PaxosOutput> outbox =
      new Outbox<>(PaxosOutput.Persist::new, PaxosOutput.Send::new);
  private Ballot promised;
  private LastAccepted<Bytes> last;

  NaiveAcceptor(Synod synod, AcceptorState<Bytes> state, boolean acceptsAnything) {
    this.synod = synod;
    this.acceptsAnything = acceptsAnything;
    this.promised = state.promised();
    this.last = state.lastAccepted();
  }

  @Override
  public List<PaxosOutput> on(PaxosInput input, long nowNanos) {
    if (input instanceof PaxosInput.Persisted persisted) {
      outbox.persisted(persisted.write());
    } else if (input instanceof Received received) {
      receive(received.from(), received.message());
    }
    return outbox.drain();
  }

  private void receive(NodeId from, PaxosMessage message) {
    if (message instanceof Prepare prepare) {
      if (promised.isAbove(prepare.ballot())) {
        outbox.send(from, new Rejected(prepare.ballot(), promised));
        return;
      }
      if (prepare.ballot().isAbove(promised)) {
        promised = prepare.ballot();
        outbox.persist(new PaxosEvent.Promised(promised));
      }
      outbox.send(from, new Promise(promised, promised.isAtLeast(last.ballot()) ? last : none()));
    } else if (message instanceof Accept accept) {
      if (promised.isAbove(accept.proposal().ballot()) && !acceptsAnything) {
        outbox.send(from, new Rejected(accept.proposal().ballot(), promised));
        return;
      }
      if (!last.equals(accept.proposal())) {
        last = accept.proposal();
        outbox.persist(new PaxosEvent.Accepted(accept.proposal()));
      }
      outbox.send(from, new Accepted(accept.proposal()));
      synod.learners().forEach(each -> outbox.send(each, new Accepted(accept.proposal())));
    }
  }

  private static LastAccepted<Bytes> none() {
    return LastAccepted.nothing();
  }
}
