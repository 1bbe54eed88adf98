package io.troupe.actors;

import io.troupe.protocols.GroupId;
import java.util.function.Supplier;

/**
 * Describes a group: its name, its state machine and how its values become bytes. The voters stand
 * in the configuration, under {@code troupe.groups.<id>.voters}.
 *
 * @param id the same on all nodes, for ever
 * @param machine makes the state machine of this node's replica, in its initial state
 */
public record ReplicatedGroup<C, Q, R>(
    GroupId id,
    Supplier<? extends StateMachine<C, Q, R>> machine,
    Codec<C> commands,
    Codec<Q> queries,
    Codec<R> replies) {

  public static <C, Q, R> ReplicatedGroup<C, Q, R> of(
      String id,
      Supplier<? extends StateMachine<C, Q, R>> machine,
      Codec<C> commands,
      Codec<Q> queries,
      Codec<R> replies) {
    return new ReplicatedGroup<>(new GroupId(id), machine, commands, queries, replies);
  }
}
