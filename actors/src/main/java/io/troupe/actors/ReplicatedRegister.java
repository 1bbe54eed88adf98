package io.troupe.actors;

import io.troupe.protocols.GroupId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A handle on replicated registers, one for each key, without a log and without a leader (Rystsov,
 * "CASPaxos", 2018): every node proposes by itself, and every request is linearizable, reads
 * included. Keys know nothing of each other. The members named in the configuration hold the
 * values; a node that is none of them may use them as well.
 *
 * <p>It is best where a key is mostly changed from one node: that takes one round trip to a quorum
 * and one write to its journals. Nodes that change one key at the same time get in each other's
 * way, back off at random, and try again.
 *
 * <p>Thread-safe. Every request gets exactly one {@link RegisterOutcome}, at the latest some time
 * after {@code troupe.paxos.request-timeout}; at most {@code troupe.paxos.max-pending-requests}
 * wait on one node, beyond which the outcome is {@code Rejected(OVERLOADED)} at once. Requests for
 * one key that wait on one node are carried out one after another.
 *
 * <p>A key has 1 to 512 characters; with another, or with half a surrogate pair in it, methods
 * throw {@link IllegalArgumentException}.
 *
 * @param <S> the values
 */
public interface ReplicatedRegister<S> {
  GroupId id();

  /**
   * Replaces what {@code key} holds by what {@code f} makes of it; empty is nothing, before and
   * after. {@code f} runs on this node, on an internal thread, and may run several times, of which
   * one result at most takes effect: it must be pure, quick, and not block. If it throws, the
   * request is {@code Rejected(FAILED)}, unless an earlier attempt may have taken effect.
   *
   * <p>Completed on an internal thread: use the {@code *Async} methods for anything that takes
   * long.
   */
  CompletionStage<RegisterOutcome<S>> change(String key, UnaryOperator<Optional<S>> f);

  /** The same, with the adapted outcome sent to {@code replyTo}. */
  <T> void change(
      String key,
      UnaryOperator<Optional<S>> f,
      ActorRef<T> replyTo,
      Function<? super RegisterOutcome<S>, ? extends T> adapt);

  /** Reads what {@code key} holds: the value before and after are the same. */
  default CompletionStage<RegisterOutcome<S>> read(String key) {
    return change(key, before -> before);
  }

  /** Puts {@code value}, whatever was there. */
  default CompletionStage<RegisterOutcome<S>> write(String key, S value) {
    return change(key, before -> Optional.of(value));
  }

  /**
   * Replaces {@code expected} by {@code update}, and leaves anything else as it is: the value
   * before says which. Values are compared by {@code equals}; empty is nothing.
   */
  default CompletionStage<RegisterOutcome<S>> compareAndSet(
      String key, Optional<S> expected, Optional<S> update) {
    return change(key, before -> before.equals(expected) ? update : before);
  }

  /**
   * Removes what {@code key} holds. The key takes room until every member was heard from and has
   * forgotten it, which is seen to in the background.
   */
  default CompletionStage<RegisterOutcome<S>> delete(String key) {
    return change(key, before -> Optional.empty());
  }

  /** Completes, exceptionally, when a role stops on this node because of an error. */
  CompletionStage<Void> failure();
}
