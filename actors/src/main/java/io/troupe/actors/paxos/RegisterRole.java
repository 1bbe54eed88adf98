package io.troupe.actors.paxos;

import io.troupe.actors.wire.RegisterItem;
import io.troupe.protocols.paxos.PaxosRole;
import io.troupe.protocols.paxos.register.RegisterInput;
import io.troupe.protocols.paxos.register.RegisterOutput;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the shells of the roles of registers have in common: the carrying out of outputs. */
abstract class RegisterRole implements Role, RegisterOutput.Handler {
  private static final Logger LOG = LoggerFactory.getLogger(RegisterRole.class);

  final RegisterSetup setup;
  private final PaxosRole role;
  private final Shell<Object> shell;

  RegisterRole(RegisterSetup setup, PaxosRole role, Shell<Object> shell) {
    this.setup = setup;
    this.role = role;
    this.shell = shell;
  }

  /** Gives the protocol an input. */
  abstract List<RegisterOutput> on(RegisterInput input, long nowNanos);

  /** By when the next tick is due. */
  abstract long wakeAtNanos();

  /** Gives the protocol an input and carries out what comes of it. */
  final void step(RegisterInput input) {
    List<RegisterOutput> todo = on(input, now());
    setup.surroundings().stepped(setup.id(), setup.self(), role, input, todo);
    todo.forEach(output -> output.accept(this));
    wakeUp();
  }

  final long now() {
    return setup.surroundings().nanoTime();
  }

  final void wakeUp() {
    shell.wakeAt(wakeAtNanos());
  }

  @Override
  public void receive(Object message) {
    if (message instanceof RegisterInput input) {
      step(input);
    }
  }

  @Override
  public void persisted(long write) {
    step(new RegisterInput.Persisted(write));
  }

  @Override
  public void tick() {
    step(new RegisterInput.Tick());
  }

  @Override
  public void end(String why) {}

  @Override
  public void onPersist(RegisterOutput.Persist output) {
    shell.persist(output.write(), List.copyOf(output.events()));
  }

  @Override
  public void onSend(RegisterOutput.Send output) {
    setup
        .keeper()
        .tell(new RoleReport.Send(output.to(), new RegisterItem(setup.id(), output.message())));
  }

  @Override
  public void onFinished(RegisterOutput.Finished output) {}

  @Override
  public void onPhaseChanged(RegisterOutput.PhaseChanged output) {
    LOG.debug(
        "node {} register {} key {} ballot {}: {}, {}",
        setup.self(),
        setup.id(),
        output.key(),
        output.ballot(),
        output.phase(),
        output.why());
  }
}
