package io.troupe.testkit.simulation.paxos;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.PaxosRole;
import io.troupe.protocols.paxos.register.RegisterEvent;
import io.troupe.protocols.paxos.register.RegisterInput;
import io.troupe.protocols.paxos.register.RegisterMemory;
import io.troupe.protocols.paxos.register.RegisterMessage;
import io.troupe.protocols.paxos.register.RegisterOutput;
import io.troupe.protocols.paxos.register.RegisterSettings;
import java.util.List;

/** Acceptor and proposer of a node, in one life. */
final class RegisterLife implements Life<RegisterMessage> {
  private final Host<RegisterEvent, RegisterMessage> host;
  private final RegisterClients clients;
  private final RegisterMemory memory = new RegisterMemory();
  private final Role<RegisterInput, RegisterOutput> acceptor;
  private final Role<RegisterInput, RegisterOutput> proposer;
  private int pending;
  private boolean alive = true;

  RegisterLife(
      Host<RegisterEvent, RegisterMessage> host,
      PaxosScenario scenario,
      RegisterSettings settings,
      RegisterSubject subject,
      RegisterClients clients,
      List<RegisterEvent> journal,
      int incarnation) {
    this.host = host;
    this.clients = clients;
    subject.remembered().apply(journal).forEach(memory::apply);
    this.acceptor = subject.acceptors().make(settings, memory);
    this.proposer =
        subject
            .proposers()
            .make(
                host.id(),
                scenario.quorums(),
                settings,
                memory.rounds(),
                incarnation,
                host.random("proposer"));
  }

  void ask(RegisterInput request) {
    pending++;
    step(proposer, request);
  }

  /** Keys that it holds, if only as tombstones. */
  int keys() {
    return memory.size();
  }

  /** Requests that are not answered yet. */
  int pending() {
    return pending;
  }

  @Override
  public void receive(NodeId from, RegisterMessage message) {
    Role<RegisterInput, RegisterOutput> role =
        message.receiver() == PaxosRole.ACCEPTOR ? acceptor : proposer;
    step(role, new RegisterInput.Received(from, message));
  }

  @Override
  public void tick() {
    if (proposer.wakeAtNanos() <= host.nowNanos()) {
      step(proposer, new RegisterInput.Tick());
    }
  }

  @Override
  public long wakeAtNanos() {
    return proposer.wakeAtNanos();
  }

  @Override
  public boolean isBusy() {
    return pending > 0;
  }

  @Override
  public void died() {
    alive = false;
  }

  private void step(Role<RegisterInput, RegisterOutput> role, RegisterInput input) {
    if (!alive) {
      return;
    }
    for (RegisterOutput output : role.on(input, host.nowNanos())) {
      if (!alive) {
        return; // it died of it
      }
      output.accept(new Shell(role));
    }
  }

  private final class Shell implements RegisterOutput.Handler {
    private final Role<RegisterInput, RegisterOutput> role;

    private Shell(Role<RegisterInput, RegisterOutput> role) {
      this.role = role;
    }

    @Override
    public void onPersist(RegisterOutput.Persist output) {
      host.write(output.events(), () -> step(role, new RegisterInput.Persisted(output.write())));
    }

    @Override
    public void onSend(RegisterOutput.Send output) {
      host.send(output.to(), output.message());
    }

    @Override
    public void onFinished(RegisterOutput.Finished output) {
      pending--;
      host.trace("finished", output);
      clients.finished(output.id(), output.outcome());
    }

    @Override
    public void onPhaseChanged(RegisterOutput.PhaseChanged output) {
      host.trace("phase", output);
      clients.happenings().count(output.phase().name());
      if (output.why().startsWith("finishes what it began")) {
        clients.happenings().count("FINISHED_ITS_OWN");
      } else if (output.why().equals("has a promise")) {
        clients.happenings().count("ONE_ROUND_TRIP");
      } else if (output.why().startsWith("makes way")) {
        clients.happenings().count("MADE_WAY");
      }
    }
  }
}
