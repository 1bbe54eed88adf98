package io.troupe.actors.node;

import io.troupe.protocols.GroupId;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;

/** What the root of Troupe in an ActorSystem takes. */
sealed interface NodeCommand {
  /** Start a group's replica; each group is started once. */
  record StartGroup(GroupId group, GroupHandle<?, ?, ?> handle, GroupActor.Plan plan)
      implements NodeCommand {}

  /** A request that came before its replica had started. */
  record Early(GroupId group, ReplicaCommand command) implements NodeCommand {}

  /** Start this node's roles in a synod or in registers; each is started once. */
  record StartRoles(RolesId id, RolesActor.Plan plan) implements NodeCommand {}

  /** Something for roles whose keeper was not known yet. */
  record ForRoles(RolesId id, RolesCommand command) implements NodeCommand {}

  /** An older node with this node's id was found at {@code address}. */
  record DuplicateFound(String address) implements NodeCommand {}

  /** A node may run at {@code address}. */
  record Found(String address) implements NodeCommand {}

  /** The node leaves: pass on whatever it leads. */
  record HandOver(CompletableFuture<Done> done) implements NodeCommand {}

  /** One more group has been handed over. */
  record HandedOver() implements NodeCommand {}
}
