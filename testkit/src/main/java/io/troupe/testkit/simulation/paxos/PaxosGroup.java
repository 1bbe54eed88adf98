package io.troupe.testkit.simulation.paxos;

import io.troupe.protocols.NodeId;
import io.troupe.testkit.simulation.Fault;
import io.troupe.testkit.simulation.FaultyNode;
import io.troupe.testkit.simulation.FaultyWorld;
import io.troupe.testkit.simulation.SimulatedNetwork;
import io.troupe.testkit.simulation.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The nodes of a run and the network between them. */
final class PaxosGroup<E, M> implements FaultyWorld, SimulatedNetwork.Receiver<M> {
  private final PaxosWorld world;
  private final List<NodeId> ids;
  private final Protocol<E, M> protocol;
  private final SimulatedNetwork<M> network;
  private final List<PaxosNode<E, M>> members = new ArrayList<>();

  PaxosGroup(PaxosWorld world, List<NodeId> ids, Protocol<E, M> protocol) {
    this.world = world;
    this.ids = ids;
    this.protocol = protocol;
    this.network =
        new SimulatedNetwork<>(
            world.time(),
            world.plan().network(),
            world.plan().schedule(),
            world.seed().stream("network"),
            world.coverage(),
            this);
    ids.forEach(id -> members.add(new PaxosNode<>(world, id, protocol, network::send)));
  }

  static List<NodeId> names(int nodes) {
    return IntStream.rangeClosed(1, nodes).mapToObj(n -> new NodeId("n" + n)).toList();
  }

  void start() {
    members.forEach(PaxosNode::restart);
  }

  /** Ends all faults. */
  void heal() {
    world.trace().record("-", "heal", "all faults end");
    network.heal();
    members.forEach(PaxosNode::heal);
  }

  List<PaxosNode<E, M>> members() {
    return members;
  }

  /** Those that have not lost their data. */
  List<NodeId> in() {
    return members.stream().filter(node -> !node.isOut()).map(PaxosNode::id).toList();
  }

  PaxosNode<E, M> member(NodeId id) {
    return members.get(ids.indexOf(id));
  }

  @Override
  public void receive(NodeId from, NodeId to, M message) {
    member(to).receive(from, message);
  }

  @Override
  public String kindOf(M message) {
    return protocol.kindOf(message);
  }

  /** Nobody leads. Who tries to decide something is worth as much to a fault. */
  @Override
  public boolean leads(NodeId node) {
    return member(node).isBusy();
  }

  @Override
  public List<NodeId> nodes() {
    return ids;
  }

  @Override
  public FaultyNode node(int node) {
    return members.get(node);
  }

  @Override
  public OptionalInt leader() {
    return IntStream.range(0, ids.size()).filter(node -> members.get(node).isBusy()).findFirst();
  }

  @Override
  public SimulatedNetwork<?> network() {
    return network;
  }

  @Override
  public VirtualTime time() {
    return world.time();
  }

  @Override
  public void struckBy(Fault fault) {
    world.coverage().count(fault);
  }

  @Override
  public void hintUnreachable(int node, int peer) {}

  @Override
  public void transferLeadership(int node, int target) {}
}
