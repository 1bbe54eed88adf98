package io.troupe.actors.node;

import io.troupe.actors.wire.ClientReply;
import io.troupe.actors.wire.ClientRequest;
import io.troupe.actors.wire.Item;
import io.troupe.actors.wire.PaxosItem;
import io.troupe.actors.wire.RaftItem;
import io.troupe.actors.wire.RegisterItem;
import io.troupe.protocols.GroupId;
import io.troupe.protocols.NodeId;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;

/** Who on this node gets what comes from other nodes. Belongs to the gateway. */
final class Addressees {
  private final Map<GroupId, ActorRef<ReplicaCommand>> replicas = new HashMap<>();
  private final Map<RolesId, ActorRef<RolesCommand>> roles = new HashMap<>();

  void add(GroupId group, ActorRef<ReplicaCommand> replica) {
    replicas.put(group, replica);
  }

  void add(RolesId id, ActorRef<RolesCommand> keeper) {
    roles.put(id, keeper);
  }

  /** What is for nobody here is lost. */
  void deliver(NodeId from, Item item) {
    item.accept(new Delivery(from));
  }

  void tellReplicas(ReplicaCommand command) {
    replicas.values().forEach(replica -> replica.tell(command));
  }

  private boolean tell(GroupId group, ReplicaCommand command) {
    ActorRef<ReplicaCommand> replica = replicas.get(group);
    if (replica != null) {
      replica.tell(command);
    }
    return replica != null;
  }

  private boolean tell(RolesId id, RolesCommand command) {
    ActorRef<RolesCommand> keeper = roles.get(id);
    if (keeper != null) {
      keeper.tell(command);
    }
    return keeper != null;
  }

  /** Returns whether somebody was told. */
  private final class Delivery implements Item.Handler<Boolean> {
    private final NodeId from;

    private Delivery(NodeId from) {
      this.from = from;
    }

    @Override
    public Boolean onRaft(RaftItem raft) {
      return tell(
          raft.group(), new ReplicaCommand.FromPeer(from, raft.incarnation(), raft.message()));
    }

    @Override
    public Boolean onRequest(ClientRequest request) {
      return tell(
          request.group(),
          request.kind() == ClientRequest.Kind.WRITE
              ? new ReplicaCommand.ForwardedWrite(from, request.requestId(), request.command())
              : new ReplicaCommand.ForwardedRead(from, request.requestId(), request.command()));
    }

    @Override
    public Boolean onReply(ClientReply reply) {
      return tell(
          reply.group(), new ReplicaCommand.ForwardedReply(reply.requestId(), reply.outcome()));
    }

    @Override
    public Boolean onPaxos(PaxosItem item) {
      return tell(RolesId.synod(item.synod()), new RolesCommand.Received(from, item));
    }

    @Override
    public Boolean onRegister(RegisterItem item) {
      return tell(RolesId.register(item.register()), new RolesCommand.Received(from, item));
    }
  }
}
