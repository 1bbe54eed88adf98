package io.troupe.protocols.paxos;

import io.troupe.protocols.NodeId;
import java.util.ArrayList;
import java.util.List;

/** Acceptor {@code a} with a disk that makes writes durable only when told to ({@link #sync}). */
final class AcceptorFixture {
  final Acceptor acceptor;
  private final List<PaxosEvent> journal = new ArrayList<>();
  private long issued;

  private AcceptorFixture(PaxosEvent... events) {
    PaxosMemory memory = new PaxosMemory();
    for (PaxosEvent event : events) {
      memory.apply(event);
      journal.add(event);
    }
    acceptor = new Acceptor(PaxosFixture.SYNOD, memory.acceptor());
  }

  /** One that recovered these events. */
  static AcceptorFixture of(PaxosEvent... events) {
    return new AcceptorFixture(events);
  }

  List<PaxosOutput> receive(NodeId from, PaxosMessage message) {
    return record(acceptor.on(new PaxosInput.Received(from, message)));
  }

  /** Everything issued becomes durable. */
  List<PaxosOutput> sync() {
    return record(acceptor.on(new PaxosInput.Persisted(issued)));
  }

  /** Receives, and makes durable: only what is sent. */
  List<PaxosOutput> answers(NodeId from, PaxosMessage message) {
    List<PaxosOutput> all = new ArrayList<>(receive(from, message));
    all.addAll(sync());
    return all.stream().filter(PaxosOutput.Send.class::isInstance).toList();
  }

  /** The same acceptor after a crash that lost nothing that was issued. */
  AcceptorFixture restarted() {
    return new AcceptorFixture(journal.toArray(PaxosEvent[]::new));
  }

  private List<PaxosOutput> record(List<PaxosOutput> outputs) {
    for (PaxosOutput output : outputs) {
      if (output instanceof PaxosOutput.Persist persist) {
        issued = persist.write();
        journal.addAll(persist.events());
      }
    }
    return outputs;
  }
}
