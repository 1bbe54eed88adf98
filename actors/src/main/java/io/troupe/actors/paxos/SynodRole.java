package io.troupe.actors.paxos;

import io.troupe.actors.wire.PaxosItem;
import io.troupe.protocols.paxos.PaxosEvent;
import io.troupe.protocols.paxos.PaxosInput;
import io.troupe.protocols.paxos.PaxosOutput;
import io.troupe.protocols.paxos.PaxosRole;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the shells of a synod's roles have in common: the carrying out of outputs. */
abstract class SynodRole implements Role, PaxosOutput.Handler {
  private static final Logger LOG = LoggerFactory.getLogger(SynodRole.class);

  final SynodSetup setup;
  private final PaxosRole role;
  private final Shell<PaxosEvent> shell;

  SynodRole(SynodSetup setup, PaxosRole role, Shell<PaxosEvent> shell) {
    this.setup = setup;
    this.role = role;
    this.shell = shell;
  }

  /** Gives the protocol an input. */
  abstract List<PaxosOutput> on(PaxosInput input, long nowNanos);

  /** By when the next tick is due. */
  abstract long wakeAtNanos();

  /** Gives the protocol an input and carries out what comes of it. */
  final void step(PaxosInput input) {
    List<PaxosOutput> todo = on(input, now());
    setup.surroundings().stepped(setup.id(), setup.self(), role, input, todo);
    todo.forEach(output -> output.accept(this));
    shell.wakeAt(wakeAtNanos());
  }

  final long now() {
    return setup.surroundings().nanoTime();
  }

  final void wakeUp() {
    shell.wakeAt(wakeAtNanos());
  }

  @Override
  public void receive(Object message) {
    if (message instanceof PaxosInput input) {
      step(input);
    }
  }

  @Override
  public void persisted(long write) {
    step(new PaxosInput.Persisted(write));
  }

  @Override
  public void tick() {
    step(new PaxosInput.Tick());
  }

  @Override
  public void end(String why) {}

  @Override
  public void onPersist(PaxosOutput.Persist output) {
    shell.persist(output.write(), output.events());
  }

  @Override
  public void onSend(PaxosOutput.Send output) {
    setup
        .keeper()
        .tell(new RoleReport.Send(output.to(), new PaxosItem(setup.id(), output.message())));
  }

  @Override
  public void onDecided(PaxosOutput.Decided output) {}

  @Override
  public void onPhaseChanged(PaxosOutput.PhaseChanged output) {
    LOG.debug(
        "node {} synod {} ballot {}: {}, {}",
        setup.self(),
        setup.id(),
        output.ballot(),
        output.phase(),
        output.why());
  }

  @Override
  public void onExhausted(PaxosOutput.Exhausted output) {
    LOG.error(
        "node {} synod {}: no ballot is left above {}", setup.self(), setup.id(), output.seen());
  }
}
