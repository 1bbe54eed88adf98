package io.troupe.actors;

import io.troupe.protocols.GroupId;
import io.troupe.protocols.NodeId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A handle on a replicated group, the same on every node: requests go to the leader, wherever it
 * is. Thread-safe. Every request gets exactly one {@link Outcome}, at the latest after {@code
 * troupe.client.request-timeout}; at most {@code troupe.client.max-pending-commands} requests and
 * {@code troupe.client.max-pending-bytes} of commands wait on one node, beyond which the outcome is
 * {@code Rejected(OVERLOADED)} at once.
 *
 * <p>Requests that wait at the same time are concurrent, whoever made them: they may take effect in
 * any order. Where the order matters, make the next request when the outcome of the last is there.
 */
public interface Group<C, Q, R> {
  GroupId id();

  /**
   * Has {@code command} committed and applied. Completed on an internal thread: use the {@code
   * *Async} methods for anything that takes long.
   */
  CompletionStage<Outcome<R>> write(C command);

  /**
   * Has {@code command} committed and applied, and sends the adapted outcome to {@code replyTo}.
   */
  <T> void write(C command, ActorRef<T> replyTo, Function<? super Outcome<R>, ? extends T> adapt);

  /** Reads linearizably: the reply reflects every write acknowledged before this call. */
  CompletionStage<Outcome<R>> read(Q query);

  /** Reads linearizably, and sends the adapted outcome to {@code replyTo}. */
  <T> void read(Q query, ActorRef<T> replyTo, Function<? super Outcome<R>, ? extends T> adapt);

  /**
   * Reads from this node's replica as it is: possibly old, without asking anyone, even when there
   * is no leader. The outcome's index says how far the replica had applied.
   */
  CompletionStage<Outcome<R>> readLocal(Q query);

  /** What this node's replica knows. Fails if the group has stopped. */
  CompletionStage<GroupStatus> status();

  /** Asks this node's replica, if it leads, to hand over to {@code target} or whoever fits best. */
  void transferLeadership(Optional<NodeId> target);

  /** Completes, exceptionally, when the group stops on this node because of an error. */
  CompletionStage<Void> failure();
}
