package io.troupe.actors;

import io.troupe.protocols.GroupId;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A handle on one decision: many may propose, one value is chosen, and it stays so (Lamport, "Paxos
 * Made Simple", 2001). There is no leader: each node has a proposer of its own, and proposers that
 * compete back off at random. The members named in the configuration accept; a node that is none of
 * them may propose and learn as well.
 *
 * <p>Thread-safe. Every proposal gets exactly one {@link Decision}, at the latest after {@code
 * troupe.paxos.request-timeout}; at most {@code troupe.paxos.max-pending-requests} wait on one
 * node.
 *
 * @param <V> the values
 */
public interface Synod<V> {
  GroupId id();

  /**
   * Tries to have {@code value} chosen, and tells what is chosen: whoever proposes late gets the
   * value of whoever was first. Completed on an internal thread: use the {@code *Async} methods for
   * anything that takes long.
   */
  CompletionStage<Decision<V>> propose(V value);

  /** The same, with the adapted decision sent to {@code replyTo}. */
  <T> void propose(V value, ActorRef<T> replyTo, Function<? super Decision<V>, ? extends T> adapt);

  /**
   * Completes when this node has learned what is chosen, with the value; that may be never, if
   * nobody proposes or no quorum answers.
   */
  CompletionStage<V> learned();

  /** Completes, exceptionally, when a role stops on this node because of an error. */
  CompletionStage<Void> failure();
}
