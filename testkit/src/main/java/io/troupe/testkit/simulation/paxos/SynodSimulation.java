package io.troupe.testkit.simulation.paxos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.PaxosInput;
import io.troupe.testkit.simulation.InvariantViolation;
import io.troupe.testkit.simulation.Recipe;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One run of a synod that takes {@link #DECISIONS} decisions, one after the other, while everybody
 * proposes something else. In the end, with all faults gone, every decision that anybody asked for
 * must be known to all (L2).
 *
 * <p>Single-threaded, and good for one run.
 */
public final class SynodSimulation {
  static final int DECISIONS = 8;

  private final PaxosScenario scenario;
  private final SynodSubject subject;
  private final PaxosRun<SynodEvent, SynodMessage> run;
  private final SynodCheck check;
  private final RandomGenerator random;
  private long lastValue;

  private SynodSimulation(Recipe recipe, SynodSubject subject, Optional<Appendable> sink) {
    this.scenario = PaxosScenario.draw(recipe);
    this.subject = subject;
    this.check = new SynodCheck(scenario.quorums());
    this.random = scenario.seed().stream("clients");
    this.run = new PaxosRun<>("Synod", scenario, subject.negligence(), new Watched(), sink);
  }

  /**
   * Runs what {@code recipe} makes on what {@code subject} says.
   *
   * @throws InvariantViolation with the run's report
   */
  public static PaxosRunResult run(Recipe recipe, SynodSubject subject) {
    return run(recipe, subject, Optional.empty());
  }

  /** The same, and writes the whole trace to {@code sink}. */
  public static PaxosRunResult run(Recipe recipe, SynodSubject subject, Optional<Appendable> sink) {
    SynodSimulation simulation = new SynodSimulation(recipe, subject, sink);
    return simulation.run.run(
        simulation::operate, simulation::comeToRest, simulation.check.happenings());
  }

  /** Somebody proposes something for the decision whose time it is. */
  private void operate() {
    long now = run.time().nowNanos();
    int decision = (int) (now * DECISIONS / (scenario.horizonNanos() + 1));
    propose(decision, scenario.nodes().get(random.nextInt(scenario.nodes().size())));
  }

  private void propose(int decision, NodeId node) {
    Bytes value = Bytes.wrap(("value " + ++lastValue).getBytes(UTF_8));
    PaxosNode<SynodEvent, SynodMessage> member = run.group().member(node);
    if (member.isUp()) {
      check.wanted(decision, value);
      member.enqueue(
          process -> ((SynodLife) process).propose(decision, new PaxosInput.Propose(value)));
    }
  }

  private void comeToRest() {
    List<NodeId> in = run.group().in();
    if (!scenario.canDecide(in)) {
      return;
    }
    for (int decision = 0; decision < DECISIONS; decision++) {
      if (check.isWanted(decision)) {
        for (NodeId node : in) {
          propose(decision, node);
        }
      }
    }
    run.await(20_000, "not everybody knows what is chosen", this::allKnow);
  }

  private boolean allKnow() {
    for (PaxosNode<SynodEvent, SynodMessage> member : run.group().members()) {
      if (!member.isOut() && !knowsAll(member)) {
        return false;
      }
    }
    return true;
  }

  private boolean knowsAll(PaxosNode<SynodEvent, SynodMessage> member) {
    return member
        .life()
        .map(SynodLife.class::cast)
        .filter(
            process -> {
              for (int decision = 0; decision < DECISIONS; decision++) {
                if (check.isWanted(decision) && !process.knows(decision)) {
                  return false;
                }
              }
              return true;
            })
        .isPresent();
  }

  private final class Watched implements Protocol<SynodEvent, SynodMessage> {
    @Override
    public Life<SynodMessage> start(
        Host<SynodEvent, SynodMessage> host, List<SynodEvent> journal, int incarnation) {
      check.started(host.id());
      return new SynodLife(host, scenario, subject, check, journal, incarnation, DECISIONS);
    }

    @Override
    public Object bare(SynodEvent event) {
      return event.event();
    }

    @Override
    public String kindOf(SynodMessage message) {
      return message.message().getClass().getSimpleName();
    }

    @Override
    public void decided(NodeId node, SynodEvent event) {
      check.decided(node, event);
    }

    @Override
    public void hardened(NodeId node, SynodEvent event) {
      check.hardened(node, event);
    }

    @Override
    public void sending(NodeId from, SynodMessage message) {
      check.sending(from, message);
    }
  }
}
