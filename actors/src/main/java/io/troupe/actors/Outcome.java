package io.troupe.actors;

import java.util.function.Function;

/**
 * What became of a write or a read.
 *
 * @param <R> the state machine's replies
 */
public sealed interface Outcome<R> {
  /** Calls the one matching function. */
  <T> T match(
      Function<Committed<R>, T> committed,
      Function<Rejected<R>, T> rejected,
      Function<Unknown<R>, T> unknown);

  /**
   * A write: the command is committed for ever, and applied. A read: the reply reflects every write
   * acknowledged before the read was asked for.
   *
   * @param index a write: the command's index in the log; a read: the index the state had reached
   */
  record Committed<R>(R reply, long index) implements Outcome<R> {
    @Override
    public <T> T match(
        Function<Committed<R>, T> committed,
        Function<Rejected<R>, T> rejected,
        Function<Unknown<R>, T> unknown) {
      return committed.apply(this);
    }
  }

  /**
   * The command is in no log and never will be: it is safe to try again.
   *
   * @param reason what to do about it
   * @param message for a person
   */
  record Rejected<R>(Reason reason, String message) implements Outcome<R> {
    @Override
    public <T> T match(
        Function<Committed<R>, T> committed,
        Function<Rejected<R>, T> rejected,
        Function<Unknown<R>, T> unknown) {
      return rejected.apply(this);
    }
  }

  /**
   * The command may be committed, now or later, or not: the leader changed or did not answer in
   * time. Only reading, or a command that is harmless to repeat, can tell. (A read with this
   * outcome simply gave no answer.)
   */
  record Unknown<R>(String message) implements Outcome<R> {
    @Override
    public <T> T match(
        Function<Committed<R>, T> committed,
        Function<Rejected<R>, T> rejected,
        Function<Unknown<R>, T> unknown) {
      return unknown.apply(this);
    }
  }

  /** Why a request was not taken. */
  enum Reason {
    /** A bound is reached; try again after a pause. */
    OVERLOADED,
    /** No leader is known, or it changed; try again. */
    NO_LEADER,
    /** The command is larger than {@code troupe.client.max-command-bytes}. */
    TOO_LARGE,
    /** The group does not run here, or has stopped after an error that the log names. */
    STOPPED
  }
}
