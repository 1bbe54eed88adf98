package io.troupe.protocols.paxos.register;

/** What became of a request. */
public sealed interface RegisterOutcome {
  /**
   * The change took effect once: {@code before} became {@code after}, at some moment between the
   * request and this answer. A change that leaves the state alone has equal ones, and is as much in
   * order with all others.
   */
  record Committed(RegisterState before, RegisterState after) implements RegisterOutcome {}

  /**
   * The change did not take effect and never will: it is safe to try again.
   *
   * @param message for a person
   */
  record Rejected(Reason reason, String message) implements RegisterOutcome {}

  /**
   * The change may have taken effect, or may yet, or not. Only reading, or a change that is
   * harmless to repeat, can tell.
   *
   * @param message for a person
   */
  record Unknown(String message) implements RegisterOutcome {}

  /** Why a request was not carried out. */
  enum Reason {
    /** Too many requests wait at this proposer; try again after a pause. */
    OVERLOADED,
    /** The function made a value larger than {@link RegisterSettings#maxValueBytes}. */
    TOO_LARGE,
    /** Too many acceptors hold as many keys, or bytes, as they may. */
    FULL,
    /** The function threw. */
    FAILED,
    /** No quorum answered in time. */
    TIMED_OUT,
    /** There are no ballots left. */
    EXHAUSTED
  }
}
