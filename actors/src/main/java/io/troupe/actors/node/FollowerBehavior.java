package io.troupe.actors.node;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.RoleKind;
import java.util.Optional;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** A follower gives clients' requests to the leader, and holds them while it knows none. */
final class FollowerBehavior extends ReplicaBehavior {
  FollowerBehavior(ActorContext<ReplicaCommand> context, Replica replica) {
    super(context, replica, RoleKind.FOLLOWER);
  }

  @Override
  void onRequest(Request request) {
    Optional<NodeId> leader = replica.leader();
    if (leader.isPresent()) {
      replica.forward(request, leader.get());
    } else {
      replica.hold(request);
    }
  }
}
