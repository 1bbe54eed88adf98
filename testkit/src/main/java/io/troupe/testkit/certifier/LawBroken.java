package io.troupe.testkit.certifier;

/**
 * A state machine or a codec breaks a {@link Law}. The message says which, at which command and
 * index, what to do, and how to repeat it.
 */
public final class LawBroken extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final Law law;
  private final long seed;
  private final long index;

  LawBroken(Law law, long seed, long index, String report, Throwable cause) {
    super(report, cause);
    this.law = law;
    this.seed = seed;
    this.index = index;
  }

  public Law law() {
    return law;
  }

  /** The seed of the log that showed it. */
  public long seed() {
    return seed;
  }

  /** The index in the log of the command at which it showed; 0 if before any. */
  public long index() {
    return index;
  }
}
