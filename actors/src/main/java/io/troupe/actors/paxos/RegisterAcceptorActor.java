package io.troupe.actors.paxos;

import io.troupe.protocols.paxos.PaxosRole;
import io.troupe.protocols.paxos.register.RegisterAcceptor;
import io.troupe.protocols.paxos.register.RegisterInput;
import io.troupe.protocols.paxos.register.RegisterMemory;
import io.troupe.protocols.paxos.register.RegisterOutput;
import java.util.List;
import org.apache.pekko.actor.Props;

/**
 * The acceptor of replicated registers on this node, for all their keys: {@link RegisterAcceptor}
 * in an event-sourced actor. It takes {@link RegisterInput.Received}, and answers when what it says
 * is in the journal, which {@link Compaction} keeps short.
 *
 * <p>While the journal is far behind, messages are dropped, which Paxos allows; so nothing grows
 * without bound.
 */
public final class RegisterAcceptorActor extends RegisterRole {
  private final RegisterAcceptor acceptor;
  private final Shell<Object> shell;
  private final Compaction compaction;

  private RegisterAcceptorActor(
      RegisterSetup setup, RegisterMemory memory, int compactAfterEvents, Shell<Object> shell) {
    super(setup, PaxosRole.ACCEPTOR, shell);
    this.acceptor = new RegisterAcceptor(setup.settings(), memory);
    this.shell = shell;
    this.compaction = new Compaction(compactAfterEvents, shell, memory);
  }

  /**
   * Such an actor.
   *
   * @param compactAfterEvents events in the journal before it is compacted, at least
   */
  public static Props props(RegisterSetup setup, RoleJournal journal, int compactAfterEvents) {
    return RoleActor.props(
        new RoleActor.Plan<>(
            PaxosRole.ACCEPTOR,
            Object.class,
            RegisterRecall::new,
            RegisterRecall::apply,
            event -> false,
            (recall, shell) ->
                new RegisterAcceptorActor(setup, recall.memory(), compactAfterEvents, shell)),
        journal,
        setup.surroundings(),
        setup.keeper());
  }

  @Override
  public void receive(Object message) {
    if (shell.writesInFlight() < AcceptorActor.MAX_WRITES_IN_FLIGHT) {
      super.receive(message);
    }
  }

  @Override
  List<RegisterOutput> on(RegisterInput input, long nowNanos) {
    return acceptor.on(input);
  }

  @Override
  long wakeAtNanos() {
    return Long.MAX_VALUE;
  }

  @Override
  public void onPersist(RegisterOutput.Persist output) {
    super.onPersist(output);
    compaction.persisted(output.events().size());
  }
}
