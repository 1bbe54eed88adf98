package io.troupe.actors;

import java.io.IOException;
import java.io.InputStream;

/**
 * What a group replicates. Every replica has an instance of its own and applies the same commands
 * in the same order, so {@link #apply} must be deterministic: its result and the new state depend
 * on the state and the command only, never on a clock, a random source, the node, or iteration
 * order of hash tables.
 *
 * <p>Threading: calls never overlap and each sees the effects of the one before, but they may come
 * from different threads. Do not block.
 *
 * <p>Errors: if a method other than {@link #query} throws, the group stops on this node, with one
 * error that names the index; as all replicas apply the same commands, it usually stops on all.
 * Nothing is lost: it goes on where it stopped once the machine is mended and the nodes restarted.
 * Who waits gets the outcome {@code Unknown}, as does who asked a query that throws, which harms
 * nobody else. An expected failure of a command is a value of {@code R}.
 *
 * @param <C> commands, which may change the state
 * @param <Q> queries, which must not
 * @param <R> replies to both
 */
public interface StateMachine<C, Q, R> {
  /**
   * Applies one committed command.
   *
   * @param index the command's index in the replicated log; grows, with gaps
   */
  R apply(C command, long index);

  /** Answers from the state as it is, without changing it. */
  R query(Q query);

  /**
   * Freezes the state: what the returned writer writes is the state at this call, whatever is
   * applied later. To be quick about it, copy references to immutable parts.
   */
  SnapshotWriter snapshot();

  /** Replaces the whole state by a snapshot. The stream is verified and ends where it should. */
  void restore(InputStream snapshot) throws IOException;
}
