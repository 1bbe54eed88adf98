package io.troupe.actors.node;

import io.troupe.actors.wire.Envelope;
import io.troupe.actors.wire.Hello;
import io.troupe.actors.wire.Item;
import io.troupe.protocols.GroupId;
import io.troupe.protocols.NodeId;
import org.apache.pekko.actor.typed.ActorRef;

/** What a gateway takes from its own node; other nodes send {@link Envelope} and {@link Hello}. */
sealed interface GatewayCommand {
  /** Send an item to a node; losing it is allowed. */
  record Send(NodeId to, Item item) implements GatewayCommand {}

  /** Deliver what comes for {@code group} to {@code replica} from now on. */
  record Register(GroupId group, ActorRef<ReplicaCommand> replica) implements GatewayCommand {}

  /** Deliver what comes for the roles {@code id} to {@code keeper} from now on. */
  record RegisterRoles(RolesId id, ActorRef<RolesCommand> keeper) implements GatewayCommand {}

  /** What was to be sent has been collected. */
  record Flush() implements GatewayCommand {}

  /** Look for nodes that are not known yet. */
  record Seek() implements GatewayCommand {}

  /** A node may run at {@code address}, e.g. {@code pekko://demo@10.0.0.1:7355}. */
  record Found(String address) implements GatewayCommand {}

  /** The peer's end of a connection that had lasted is gone: its process may have died. */
  record ConnectionReset(NodeId peer, long incarnation) implements GatewayCommand {}
}
