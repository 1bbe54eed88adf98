package io.troupe.app.stage;

import io.troupe.actors.spi.Surroundings;
import io.troupe.protocols.GroupId;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.PaxosInput;
import io.troupe.protocols.paxos.PaxosOutput;
import io.troupe.protocols.paxos.PaxosRole;
import io.troupe.protocols.raft.Output;
import io.troupe.protocols.raft.RaftInput;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** What a node on a stage gets in place of its machine. */
final class StageMachine implements Surroundings {
  private static final long TIME_OF_DAY_MILLIS = 1_000_000;

  private final Stage stage;
  private final NodeId node;
  private final ActorSystem<?> system;
  private final SplittableRandom random;
  private final Map<String, ActorRef<Object>> links = new HashMap<>();

  StageMachine(Stage stage, NodeId node, ActorSystem<?> system, SplittableRandom random) {
    this.stage = stage;
    this.node = node;
    this.system = system;
    this.random = random;
  }

  @Override
  public long nanoTime() {
    return stage.clockNanos();
  }

  @Override
  public long currentTimeMillis() {
    return TIME_OF_DAY_MILLIS + Duration.ofNanos(stage.clockNanos()).toMillis();
  }

  @Override
  public RandomGenerator newRandom() {
    return random.split();
  }

  @Override
  public Address address() {
    return Stage.addressOf(node);
  }

  @Override
  public ActorRef<Object> gatewayAt(String address) {
    return links.computeIfAbsent(address, this::link);
  }

  /** An actor that gives what it is sent to the network. */
  private ActorRef<Object> link(String address) {
    NodeId peer = stage.nodeAt(address);
    return system.systemActorOf(
        Behaviors.receiveMessage(
            message -> {
              stage.post(node, peer, message);
              return Behaviors.same();
            }),
        "link-" + peer,
        Props.empty());
  }

  @Override
  public void stepped(GroupId group, NodeId self, RaftInput input, List<Output> outputs) {
    stage.audience().stepped(self, input, outputs);
  }

  @Override
  public void stepped(
      GroupId synod, NodeId self, PaxosRole role, PaxosInput input, List<PaxosOutput> outputs) {
    stage.audience().stepped(self, role, input, outputs);
  }
}
