package io.troupe.testkit.multijvm;

/** A trial could not go on, or found what must not be; the message is for a person. */
public final class TrialFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TrialFailure(String message) {
    super(message);
  }

  public TrialFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
