package io.troupe.actors.paxos;

import io.troupe.protocols.paxos.Acceptor;
import io.troupe.protocols.paxos.PaxosEvent;
import io.troupe.protocols.paxos.PaxosInput;
import io.troupe.protocols.paxos.PaxosMemory;
import io.troupe.protocols.paxos.PaxosOutput;
import io.troupe.protocols.paxos.PaxosRole;
import java.util.List;
import org.apache.pekko.actor.Props;

/**
 * The acceptor of a synod on this node: {@link Acceptor} in an event-sourced actor. It takes {@link
 * PaxosInput.Received}, and answers when what it says is in the journal.
 *
 * <p>While the journal is that far behind, messages are dropped, which Paxos allows; so nothing
 * grows without bound.
 */
public final class AcceptorActor extends SynodRole {
  /** Writes that the journal has not confirmed, before messages are dropped. */
  static final int MAX_WRITES_IN_FLIGHT = 1024;

  private final Acceptor acceptor;
  private final Shell<PaxosEvent> shell;

  private AcceptorActor(SynodSetup setup, PaxosMemory memory, Shell<PaxosEvent> shell) {
    super(setup, PaxosRole.ACCEPTOR, shell);
    this.acceptor = new Acceptor(setup.synod(), memory.acceptor());
    this.shell = shell;
  }

  public static Props props(SynodSetup setup, RoleJournal journal) {
    return RoleActor.props(
        new RoleActor.Plan<>(
            PaxosRole.ACCEPTOR,
            PaxosEvent.class,
            PaxosMemory::new,
            PaxosMemory::apply,
            PaxosEvent.Accepted.class::isInstance, // to accept is also to promise
            (memory, shell) -> new AcceptorActor(setup, memory, shell)),
        journal,
        setup.surroundings(),
        setup.keeper());
  }

  @Override
  public void receive(Object message) {
    if (shell.writesInFlight() < MAX_WRITES_IN_FLIGHT) {
      super.receive(message);
    }
  }

  @Override
  List<PaxosOutput> on(PaxosInput input, long nowNanos) {
    return acceptor.on(input);
  }

  @Override
  long wakeAtNanos() {
    return Long.MAX_VALUE;
  }
}
