package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.Membership;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.RaftInput;
import io.troupe.protocols.raft.RaftMessage;
import io.troupe.testkit.simulation.Coverage;
import io.troupe.testkit.simulation.Fault;
import io.troupe.testkit.simulation.FaultyNode;
import io.troupe.testkit.simulation.FaultyWorld;
import io.troupe.testkit.simulation.InvariantViolation;
import io.troupe.testkit.simulation.Seed;
import io.troupe.testkit.simulation.SimulatedNetwork;
import io.troupe.testkit.simulation.Sometimes;
import io.troupe.testkit.simulation.Trace;
import io.troupe.testkit.simulation.VirtualTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * One run of a group of Raft replicas under a {@link Scenario}. Invariants are checked after every
 * step; in the end, with all faults gone, the group must come to rest (L2).
 *
 * <p>Single-threaded, and good for one run.
 */
public final class RaftSimulation implements FaultyWorld {
  private final Scenario scenario;
  private final VirtualTime time = new VirtualTime();
  private final Coverage coverage = new Coverage();
  private final Trace trace;
  private final Invariants invariants;
  private final SimulatedNetwork<Envelope> network;
  private final List<NodeId> ids;
  private final List<RaftNode> nodes = new ArrayList<>();
  private final RaftClients clients;

  private RaftSimulation(Scenario scenario, Subject subject, Optional<Appendable> traceSink) {
    this.scenario = scenario;
    this.trace =
        traceSink.map(sink -> Trace.writtenTo(time, sink)).orElseGet(() -> Trace.lastEvents(time));
    this.ids =
        IntStream.rangeClosed(1, scenario.replicas()).mapToObj(n -> new NodeId("n" + n)).toList();
    Membership membership = Membership.of(ids);
    Seed seed = scenario.seed();
    this.invariants = new Invariants(membership);
    this.clients = new RaftClients(time, seed.stream("clients"), coverage, invariants, nodes);
    this.network =
        new SimulatedNetwork<>(
            time,
            scenario.plan().network(),
            scenario.plan().schedule(),
            seed.stream("network"),
            coverage,
            new Delivery());
    World world =
        new World(
            seed,
            scenario.settings(),
            scenario.plan().disk(),
            membership,
            subject,
            time,
            trace,
            coverage,
            invariants);
    Operator operator = new Operator(world, nodes);
    ids.forEach(id -> nodes.add(new RaftNode(world, id, clients, operator, this::send)));
  }

  /**
   * Runs {@code scenario} on the production code.
   *
   * @throws InvariantViolation with the run's report
   */
  public static RunResult run(Scenario scenario) {
    return run(scenario, Subject.REAL);
  }

  /** Runs {@code scenario} on what {@code subject} says. */
  public static RunResult run(Scenario scenario, Subject subject) {
    return new RaftSimulation(scenario, subject, Optional.empty()).run();
  }

  /** Runs {@code scenario} and writes its whole trace to {@code sink}. */
  public static RunResult run(Scenario scenario, Subject subject, Appendable sink) {
    return new RaftSimulation(scenario, subject, Optional.of(sink)).run();
  }

  private RunResult run() {
    try {
      nodes.forEach(RaftNode::restart);
      clients.keepBusy(scenario.operationIntervalNanos(), scenario.horizonNanos());
      scenario.plan().strike(this, scenario.horizonNanos());
      while (time.runNext(scenario.horizonNanos())) {
        // each step checks itself
      }
      long silence = clients.longestSilenceNanos(scenario.horizonNanos());
      comeToRest();
      ClientHistory.Checked history = clients.history().check();
      return new RunResult(
          time.step(),
          time.nowNanos(),
          trace.events(),
          trace.fingerprint(),
          coverage,
          silence,
          history.operations(),
          history.decided());
    } catch (InvariantViolation violation) {
      throw violation.with(place(), report());
    } catch (RuntimeException failure) {
      throw InvariantViolation.thrown(failure, place(), report());
    }
  }

  /** L2: without faults, a leader soon, all requests answered, all replicas equal. */
  private void comeToRest() {
    trace.record("-", "heal", "all faults end");
    network.heal();
    nodes.forEach(RaftNode::heal);
    await(10, "no leader", () -> leader().isPresent());
    long before = clients.acknowledged();
    probe(before);
    await(20, "no write is acknowledged", () -> clients.acknowledged() > before);
    await(40, "the replicas do not come to rest", this::isAtRest);
  }

  private void probe(long acknowledgedBefore) {
    if (clients.acknowledged() == acknowledgedBefore) {
      leader().ifPresent(node -> clients.propose(nodes.get(node)));
      time.after(scenario.settings().electionTimeoutNanos() / 3, () -> probe(acknowledgedBefore));
    }
  }

  private void await(int electionTimeouts, String otherwise, BooleanSupplier reached) {
    long limit = time.nowNanos() + electionTimeouts * scenario.settings().electionTimeoutNanos();
    while (!reached.getAsBoolean()) {
      if (!time.runNext(limit)) {
        throw new InvariantViolation(
            "L2",
            otherwise
                + " within "
                + electionTimeouts
                + " election timeouts after all faults ended: "
                + invariants);
      }
    }
  }

  private boolean isAtRest() {
    List<RaftNode> out = nodes.stream().filter(RaftNode::isOut).toList();
    if (out.size() == 1 && out.get(0).isBeingReplaced()) {
      return false; // with more than one out, the operator waits for the others for ever
    }
    List<RaftNode> in = nodes.stream().filter(node -> !node.isOut()).toList();
    ListMachine first = in.get(0).machine();
    for (RaftNode node : in) {
      boolean equal =
          node.machine().index() == first.index() && node.machine().digest() == first.digest();
      if (!equal || !node.ledger().isEmpty() || node.machine().index() < clients.seenIndex()) {
        return false;
      }
    }
    return true;
  }

  private void send(NodeId from, NodeId to, long incarnation, RaftMessage message) {
    network.send(from, to, new Envelope(incarnation, node(to).life(), message));
  }

  private final class Delivery implements SimulatedNetwork.Receiver<Envelope> {
    @Override
    public String kindOf(Envelope envelope) {
      return envelope.message().getClass().getSimpleName();
    }

    @Override
    public List<NodeId> nodes() {
      return ids;
    }

    @Override
    public boolean leads(NodeId id) {
      return node(id).claimsLeadership();
    }

    @Override
    public void receive(NodeId from, NodeId to, Envelope envelope) {
      RaftSimulation.this.receive(from, to, envelope);
    }
  }

  private void receive(NodeId from, NodeId to, Envelope envelope) {
    RaftNode receiver = node(to);
    if (receiver.isUp() && node(from).life() != envelope.incarnation()) {
      coverage.count(Sometimes.MESSAGE_FROM_EARLIER_LIFE);
    }
    if (receiver.isUp() && receiver.life() != envelope.receiverLife()) {
      coverage.count(Sometimes.MESSAGE_TO_EARLIER_LIFE);
    }
    receiver.deliver(new RaftInput.Received(from, envelope.incarnation(), envelope.message()));
  }

  private RaftNode node(NodeId id) {
    return nodes.get(ids.indexOf(id));
  }

  private InvariantViolation.Place place() {
    return new InvariantViolation.Place(time.step(), time.nowNanos(), trace.fingerprint());
  }

  private String report() {
    return scenario
        + "\nat step "
        + time.step()
        + ", "
        + time.nowNanos() / 1_000_000
        + " ms\n"
        + invariants
        + "last events:\n"
        + String.join("\n", trace.tail())
        + "\nreplay: mvn -B -ntp -pl testkit -am test -Dtest=RaftSimulationTest -Dtroupe.scenario="
        + scenario.recipe()
        + " -Dsurefire.failIfNoSpecifiedTests=false\n";
  }

  @Override
  public List<NodeId> nodes() {
    return ids;
  }

  @Override
  public OptionalInt leader() {
    return IntStream.range(0, nodes.size())
        .filter(node -> nodes.get(node).claimsLeadership())
        .boxed()
        .max(Comparator.comparingLong(node -> nodes.get(node).term()))
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  @Override
  public SimulatedNetwork<?> network() {
    return network;
  }

  @Override
  public VirtualTime time() {
    return time;
  }

  @Override
  public FaultyNode node(int node) {
    return nodes.get(node);
  }

  @Override
  public void struckBy(Fault fault) {
    coverage.count(fault);
  }

  @Override
  public void hintUnreachable(int node, int peer) {
    nodes.get(node).deliver(new RaftInput.PeerUnreachable(ids.get(peer)));
  }

  @Override
  public void transferLeadership(int node, int target) {
    nodes.get(node).deliver(new RaftInput.TransferLeadership(Optional.of(ids.get(target))));
  }
}
