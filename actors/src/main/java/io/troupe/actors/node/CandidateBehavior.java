package io.troupe.actors.node;

import io.troupe.protocols.raft.RoleKind;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** A candidate holds clients' requests until the election is over. */
final class CandidateBehavior extends ReplicaBehavior {
  CandidateBehavior(ActorContext<ReplicaCommand> context, Replica replica) {
    super(context, replica, RoleKind.CANDIDATE);
  }

  @Override
  void onRequest(Request request) {
    replica.hold(request);
  }
}
