package io.troupe.testkit.simulation.paxos;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.PaxosEvent;
import io.troupe.protocols.paxos.PaxosInput;
import io.troupe.protocols.paxos.PaxosMemory;
import io.troupe.protocols.paxos.PaxosOutput;
import io.troupe.protocols.paxos.PaxosRole;
import io.troupe.protocols.paxos.Phase;
import io.troupe.protocols.paxos.Synod;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The three roles of a node for each decision of a run, in one life. */
final class SynodLife implements Life<SynodMessage> {
  private final Host<SynodEvent, SynodMessage> host;
  private final SynodCheck check;
  private final List<Decision> decisions = new ArrayList<>();
  private boolean alive = true;

  SynodLife(
      Host<SynodEvent, SynodMessage> host,
      PaxosScenario scenario,
      SynodSubject subject,
      SynodCheck check,
      List<SynodEvent> journal,
      int incarnation,
      int count) {
    this.host = host;
    this.check = check;
    Synod synod = subject.told().apply(host.id(), new Synod(scenario.quorums(), scenario.nodes()));
    for (int decision = 0; decision < count; decision++) {
      int number = decision;
      PaxosMemory memory = new PaxosMemory();
      subject
          .remembered()
          .apply(
              journal.stream()
                  .filter(it -> it.decision() == number)
                  .map(SynodEvent::event)
                  .toList())
          .forEach(memory::apply);
      Decision roles = new Decision(number);
      roles.begun = journal.stream().anyMatch(it -> it.decision() == number);
      roles.add(PaxosRole.ACCEPTOR, subject.acceptors().make(synod, memory.acceptor()));
      roles.add(
          PaxosRole.PROPOSER,
          subject
              .proposers()
              .make(
                  host.id(),
                  synod,
                  scenario.settings(),
                  memory.rounds(),
                  incarnation,
                  host.random("proposer " + number)));
      roles.add(
          PaxosRole.LEARNER,
          subject.learners().make(host.id(), synod, scenario.settings(), host.nowNanos()));
      decisions.add(roles);
    }
  }

  void propose(int decision, PaxosInput.Propose input) {
    decisions.get(decision).step(PaxosRole.PROPOSER, input);
  }

  boolean knows(int decision) {
    return decisions.get(decision).known;
  }

  @Override
  public void receive(NodeId from, SynodMessage message) {
    for (PaxosRole role : message.message().receivers()) {
      decisions
          .get(message.decision())
          .step(role, new PaxosInput.Received(from, message.message()));
    }
  }

  @Override
  public void tick() {
    decisions.forEach(Decision::tick);
  }

  @Override
  public long wakeAtNanos() {
    long earliest = Long.MAX_VALUE;
    for (Decision decision : decisions) {
      earliest = Math.min(earliest, decision.wakeAtNanos());
    }
    return earliest;
  }

  @Override
  public boolean isBusy() {
    return decisions.stream().anyMatch(it -> it.phase == Phase.ACCEPTING);
  }

  @Override
  public void died() {
    alive = false;
  }

  private record About(int decision, Object what) {}

  private final class Decision {
    private final int number;
    private final Map<PaxosRole, Role<PaxosInput, PaxosOutput>> roles =
        new EnumMap<>(PaxosRole.class);
    private Phase phase = Phase.IDLE;
    private boolean known;
    private boolean begun;

    private Decision(int number) {
      this.number = number;
    }

    private void add(PaxosRole name, Role<PaxosInput, PaxosOutput> role) {
      roles.put(name, role);
    }

    private void tick() {
      if (!begun) {
        return;
      }
      long now = host.nowNanos();
      roles.forEach(
          (name, role) -> {
            if (role.wakeAtNanos() <= now) {
              step(name, new PaxosInput.Tick());
            }
          });
    }

    /** Nobody asks about a decision that was never heard of. */
    private long wakeAtNanos() {
      long earliest = Long.MAX_VALUE;
      if (begun) {
        for (Role<PaxosInput, PaxosOutput> role : roles.values()) {
          earliest = Math.min(earliest, role.wakeAtNanos());
        }
      }
      return earliest;
    }

    private void step(PaxosRole name, PaxosInput input) {
      begun = true;
      Role<PaxosInput, PaxosOutput> role = roles.get(name);
      if (!alive || role == null) {
        return;
      }
      for (PaxosOutput output : role.on(input, host.nowNanos())) {
        if (!alive) {
          return; // it died of it
        }
        output.accept(new Shell(this, name));
      }
    }
  }

  private final class Shell implements PaxosOutput.Handler {
    private final Decision decision;
    private final PaxosRole role;

    private Shell(Decision decision, PaxosRole role) {
      this.decision = decision;
      this.role = role;
    }

    @Override
    public void onPersist(PaxosOutput.Persist output) {
      List<SynodEvent> events = new ArrayList<>();
      for (PaxosEvent event : output.events()) {
        events.add(new SynodEvent(decision.number, event));
      }
      host.write(events, () -> decision.step(role, new PaxosInput.Persisted(output.write())));
    }

    @Override
    public void onSend(PaxosOutput.Send output) {
      host.send(output.to(), new SynodMessage(decision.number, output.message()));
    }

    @Override
    public void onDecided(PaxosOutput.Decided output) {
      decision.known = true;
      host.trace("decided", new About(decision.number, output.chosen()));
      check.reported(host.id(), decision.number, output.chosen());
    }

    @Override
    public void onPhaseChanged(PaxosOutput.PhaseChanged output) {
      decision.phase = output.phase();
      check.happenings().count(output.phase().name());
      host.trace("phase", new About(decision.number, output));
    }

    @Override
    public void onExhausted(PaxosOutput.Exhausted output) {
      throw new IllegalStateException("no ballots left after " + output.seen());
    }
  }
}
