package io.troupe.testkit.simulation.paxos;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.register.RegisterEvent;
import io.troupe.protocols.paxos.register.RegisterInput;
import io.troupe.protocols.paxos.register.RegisterMessage;
import io.troupe.protocols.paxos.register.RegisterSettings;
import io.troupe.testkit.simulation.InvariantViolation;
import io.troupe.testkit.simulation.Recipe;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One run of a few registers that clients change, read, delete and collect at all nodes. In the
 * end, with all faults gone, every request is answered (L2), what clients saw is linearizable (L1),
 * and if all nodes are there, deleted keys leave nothing behind (L3).
 *
 * <p>Single-threaded, and good for one run.
 */
public final class RegisterSimulation {
  private static final int MAX_TRIES = 40;

  private final PaxosScenario scenario;
  private final RegisterSettings settings;
  private final RegisterSubject subject;
  private final RegisterClients clients;
  private final RegisterCheck check = new RegisterCheck();
  private final PaxosRun<RegisterEvent, RegisterMessage> run;
  private final RandomGenerator random;

  private RegisterSimulation(Recipe recipe, RegisterSubject subject, Optional<Appendable> sink) {
    this.scenario = PaxosScenario.draw(recipe);
    this.subject = subject;
    this.settings = settings(scenario.seed().stream("register"));
    this.clients = new RegisterClients(scenario.seed().stream("requests"));
    this.random = scenario.seed().stream("clients");
    this.run = new PaxosRun<>("Register", scenario, subject.negligence(), new Watched(), sink);
  }

  /** Tight bounds; as often as not, proposers prepare for every change. */
  private RegisterSettings settings(RandomGenerator drawn) {
    return new RegisterSettings(
        scenario.settings(),
        Duration.ofMillis(200 + drawn.nextInt(1_500)).toNanos(),
        4 + drawn.nextInt(30),
        drawn.nextInt(3),
        100,
        100,
        10_000);
  }

  /**
   * Runs what {@code recipe} makes on what {@code subject} says.
   *
   * @throws InvariantViolation with the run's report
   */
  public static PaxosRunResult run(Recipe recipe, RegisterSubject subject) {
    return run(recipe, subject, Optional.empty());
  }

  /** The same, and writes the whole trace to {@code sink}. */
  public static PaxosRunResult run(
      Recipe recipe, RegisterSubject subject, Optional<Appendable> sink) {
    RegisterSimulation simulation = new RegisterSimulation(recipe, subject, sink);
    return simulation.run.run(
        simulation::operate, simulation::comeToRest, simulation.clients.happenings());
  }

  private void operate() {
    NodeId node = scenario.nodes().get(random.nextInt(scenario.nodes().size()));
    if (run.group().member(node).isUp()) {
      ask(node, clients.anything());
    }
  }

  private void ask(NodeId node, RegisterInput request) {
    run.group().member(node).enqueue(life -> ((RegisterLife) life).ask(request));
  }

  private void comeToRest() {
    run.await(10_000, "requests are not answered", this::isIdle);
    List<NodeId> in = run.group().in();
    if (scenario.canDecide(in)) {
      readAll(in);
      if (in.size() == scenario.nodes().size()) {
        clearAll(in.get(0));
      }
    }
    clients.check();
  }

  /** Every node reads every key, and is answered. */
  private void readAll(List<NodeId> in) {
    for (NodeId node : in) {
      for (int key = 0; key < RegisterClients.KEYS; key++) {
        int each = key;
        insist("a read is not answered", () -> ask(node, clients.read(each)));
      }
    }
  }

  private void clearAll(NodeId node) {
    for (int key = 0; key < RegisterClients.KEYS; key++) {
      int each = key;
      insist("a key is not deleted", () -> ask(node, clients.delete(each)));
      insist("a key is not collected", () -> ask(node, clients.collect(each)));
    }
    run.group()
        .members()
        .forEach(
            member ->
                member
                    .life()
                    .map(RegisterLife.class::cast)
                    .filter(life -> life.keys() > 0)
                    .ifPresent(
                        life -> {
                          throw new InvariantViolation(
                              "L3", member.id() + " holds " + life.keys() + " deleted keys");
                        }));
    clients.happenings().count("ALL_COLLECTED");
  }

  /** L2: without faults a request is committed, if not at once: a node may die of an old fault. */
  private void insist(String otherwise, Runnable ask) {
    long before = clients.happenings().of("Committed");
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      ask.run();
      run.await(10_000, otherwise, this::isIdle);
      if (clients.happenings().of("Committed") > before) {
        return;
      }
      run.passMillis(1_000);
    }
    throw new InvariantViolation("L2", otherwise + " in " + MAX_TRIES + " tries");
  }

  private long pending() {
    return run.group().members().stream()
        .flatMap(member -> member.life().stream())
        .mapToLong(life -> ((RegisterLife) life).pending())
        .sum();
  }

  private boolean isIdle() {
    return pending() == 0;
  }

  private final class Watched implements Protocol<RegisterEvent, RegisterMessage> {
    @Override
    public Life<RegisterMessage> start(
        Host<RegisterEvent, RegisterMessage> host, List<RegisterEvent> journal, int incarnation) {
      check.started(host.id());
      return new RegisterLife(host, scenario, settings, subject, clients, journal, incarnation);
    }

    @Override
    public Object bare(RegisterEvent event) {
      return event;
    }

    @Override
    public String kindOf(RegisterMessage message) {
      return message.getClass().getSimpleName();
    }

    @Override
    public void decided(NodeId node, RegisterEvent event) {
      check.decided(node, event);
    }

    @Override
    public void hardened(NodeId node, RegisterEvent event) {
      check.hardened(node, event);
    }

    @Override
    public void sending(NodeId from, RegisterMessage message) {
      check.sending(from, message);
    }
  }
}
