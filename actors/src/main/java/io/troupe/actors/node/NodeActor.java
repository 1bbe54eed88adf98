package io.troupe.actors.node;

import io.troupe.protocols.GroupId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /system/troupe}: the root of Troupe in one ActorSystem. Keeps the gateway and the groups;
 * where Pekko Cluster runs, tells the gateway of its members.
 */
final class NodeActor extends AbstractBehavior<NodeCommand> {
  private static final Logger LOG = LoggerFactory.getLogger(NodeActor.class);

  /** Makes the gateway's setup, given who is to be told of a duplicate of this node. */
  interface GatewayPlan {
    GatewayActor.Setup setup(GatewayActor.DuplicateNode onDuplicate);
  }

  private final ActorRef<GatewayCommand> gateway;
  private final List<GroupHandle<?, ?, ?>> groups = new ArrayList<>();
  private final Map<GroupId, ActorRef<GroupCommand>> keepers = new HashMap<>();
  private final Map<RolesId, ActorRef<RolesCommand>> roles = new HashMap<>();
  private Optional<String> duplicate = Optional.empty();
  private Optional<CompletableFuture<Done>> handOver = Optional.empty();
  private int toHandOver;

  private NodeActor(ActorContext<NodeCommand> context, GatewayPlan plan) {
    super(context);
    ActorRef<NodeCommand> self = context.getSelf();
    GatewayActor.Setup setup =
        plan.setup(address -> self.tell(new NodeCommand.DuplicateFound(address)));
    this.gateway =
        context.spawn(GatewayActor.create(setup), "gateway", Node.DISPATCHER).unsafeUpcast();
    if (context
        .getSystem()
        .settings()
        .config()
        .getString("pekko.actor.provider")
        .equals("cluster")) {
      ActorRef<ClusterEvent.MemberEvent> members =
          context.messageAdapter(
              ClusterEvent.MemberEvent.class,
              event -> new NodeCommand.Found(event.member().address().toString()));
      Cluster.get(context.getSystem())
          .subscriptions()
          .tell(Subscribe.create(members, ClusterEvent.MemberEvent.class));
    }
  }

  static Behavior<NodeCommand> create(GatewayPlan plan) {
    return Behaviors.setup(context -> new NodeActor(context, plan));
  }

  @Override
  public Receive<NodeCommand> createReceive() {
    return newReceiveBuilder()
        .onMessage(NodeCommand.StartGroup.class, this::onStartGroup)
        .onMessage(NodeCommand.Early.class, this::onEarly)
        .onMessage(NodeCommand.StartRoles.class, this::onStartRoles)
        .onMessage(NodeCommand.ForRoles.class, this::onForRoles)
        .onMessage(NodeCommand.Found.class, this::onFound)
        .onMessage(NodeCommand.DuplicateFound.class, this::onDuplicateFound)
        .onMessage(NodeCommand.HandOver.class, this::onHandOver)
        .onMessage(NodeCommand.HandedOver.class, done -> onHandedOver())
        .build();
  }

  private Behavior<NodeCommand> onStartGroup(NodeCommand.StartGroup start) {
    groups.add(start.handle());
    ActorRef<GroupCommand> keeper =
        getContext().spawn(GroupActor.create(start.plan(), gateway), "group-" + start.group());
    keepers.put(start.group(), keeper);
    duplicate.ifPresent(why -> keeper.tell(new GroupCommand.Stop(why)));
    return this;
  }

  private Behavior<NodeCommand> onEarly(NodeCommand.Early early) {
    Optional.ofNullable(keepers.get(early.group()))
        .orElseThrow()
        .tell(new GroupCommand.Early(early.command()));
    return this;
  }

  private Behavior<NodeCommand> onStartRoles(NodeCommand.StartRoles start) {
    ActorRef<RolesCommand> keeper =
        getContext()
            .spawn(
                RolesActor.create(start.plan(), gateway), start.id().actorName(), Node.DISPATCHER);
    roles.put(start.id(), keeper);
    gateway.tell(new GatewayCommand.RegisterRoles(start.id(), keeper));
    duplicate.ifPresent(why -> keeper.tell(new RolesCommand.Stop(why)));
    return this;
  }

  private Behavior<NodeCommand> onForRoles(NodeCommand.ForRoles message) {
    Optional.ofNullable(roles.get(message.id())).orElseThrow().tell(message.command());
    return this;
  }

  private Behavior<NodeCommand> onFound(NodeCommand.Found found) {
    gateway.tell(new GatewayCommand.Found(found.address()));
    return this;
  }

  private Behavior<NodeCommand> onDuplicateFound(NodeCommand.DuplicateFound found) {
    if (duplicate.isPresent()) {
      return this;
    }
    String what =
        "the node at "
            + found.address()
            + " already has this node's id: give each node its own troupe.node-id";
    LOG.error(what);
    duplicate = Optional.of(what);
    keepers.values().forEach(keeper -> keeper.tell(new GroupCommand.Stop(what)));
    roles.values().forEach(keeper -> keeper.tell(new RolesCommand.Stop(what)));
    return this;
  }

  private Behavior<NodeCommand> onHandOver(NodeCommand.HandOver message) {
    handOver = Optional.of(message.done());
    toHandOver = 1;
    ActorRef<Done> done =
        getContext().messageAdapter(Done.class, ignored -> new NodeCommand.HandedOver());
    for (GroupHandle<?, ?, ?> group : groups) {
      Optional<ActorRef<ReplicaCommand>> replica = group.replica();
      if (replica.isPresent()) {
        toHandOver++;
        replica.get().tell(new ReplicaCommand.HandOver(done));
      }
    }
    return onHandedOver();
  }

  private Behavior<NodeCommand> onHandedOver() {
    toHandOver--;
    if (toHandOver == 0) {
      handOver.ifPresent(waiting -> waiting.complete(Done.getInstance()));
    }
    return this;
  }
}
