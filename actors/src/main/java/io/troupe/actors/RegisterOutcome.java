package io.troupe.actors;

import java.util.Optional;
import java.util.function.Function;

/**
 * What became of a request to a {@link ReplicatedRegister}.
 *
 * @param <S> the values
 */
public sealed interface RegisterOutcome<S> {
  /** Calls the one matching function. */
  <T> T match(
      Function<Committed<S>, T> committed,
      Function<Rejected<S>, T> rejected,
      Function<Unknown<S>, T> unknown);

  /**
   * The change took effect once, at some moment between the request and this outcome. A read, and a
   * comparison that failed, have equal values here, and are as much in order with all others.
   *
   * @param before what the key held; empty if nothing
   * @param after what it holds since then; empty if nothing
   */
  record Committed<S>(Optional<S> before, Optional<S> after) implements RegisterOutcome<S> {
    @Override
    public <T> T match(
        Function<Committed<S>, T> committed,
        Function<Rejected<S>, T> rejected,
        Function<Unknown<S>, T> unknown) {
      return committed.apply(this);
    }
  }

  /**
   * The change did not take effect and never will: it is safe to try again.
   *
   * @param reason what to do about it
   * @param message for a person
   */
  record Rejected<S>(Reason reason, String message) implements RegisterOutcome<S> {
    @Override
    public <T> T match(
        Function<Committed<S>, T> committed,
        Function<Rejected<S>, T> rejected,
        Function<Unknown<S>, T> unknown) {
      return rejected.apply(this);
    }
  }

  /**
   * The change may have taken effect, or may yet, or not. Only reading, or a change that is
   * harmless to repeat, can tell. (A read with this outcome simply gave no answer.)
   */
  record Unknown<S>(String message) implements RegisterOutcome<S> {
    @Override
    public <T> T match(
        Function<Committed<S>, T> committed,
        Function<Rejected<S>, T> rejected,
        Function<Unknown<S>, T> unknown) {
      return unknown.apply(this);
    }
  }

  /** Why a request was not carried out. */
  enum Reason {
    /** Too many requests wait on this node; try again after a pause. */
    OVERLOADED,
    /** The value is larger than {@code troupe.paxos.max-value-bytes}. */
    TOO_LARGE,
    /** Too many members hold as many keys, or bytes, as they may: {@code troupe.paxos.max-keys}. */
    FULL,
    /** The function threw, or the codec could not read what is there. */
    FAILED,
    /** No quorum answered in time; try again. */
    TIMED_OUT,
    /** This node does not take part any more, after an error that the log names. */
    STOPPED
  }
}
