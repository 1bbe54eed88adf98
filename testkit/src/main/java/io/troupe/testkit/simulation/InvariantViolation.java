package io.troupe.testkit.simulation;

/**
 * A numbered invariant does not hold. Thrown by the checks; the run adds its report: seed, fault
 * plan, last events, and the command that replays it.
 */
public final class InvariantViolation extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final String invariant;
  private final String finding;
  private final long step;

  /**
   * @param invariant its number, e.g. {@code I9}
   * @param finding which node did what, and what it should have done
   */
  public InvariantViolation(String invariant, String finding) {
    super(invariant + " violated: " + finding);
    this.invariant = invariant;
    this.finding = finding;
    this.step = 0;
  }

  private InvariantViolation(
      String invariant, String finding, long step, String report, Throwable cause) {
    super(invariant + " violated: " + finding + "\n" + report, cause);
    this.invariant = invariant;
    this.finding = finding;
    this.step = step;
  }

  public String invariant() {
    return invariant;
  }

  public String finding() {
    return finding;
  }

  /** The step of the run at which it was found; 0 as long as no run has added its report. */
  public long step() {
    return step;
  }

  /** The same violation, found at {@code step}, with the run's report below it. */
  public InvariantViolation with(long step, String report) {
    return new InvariantViolation(invariant, finding, step, report, this);
  }

  /** Stands for a failed assertion inside the code under test. */
  public static InvariantViolation thrown(RuntimeException failure, long step, String report) {
    return new InvariantViolation(
        "an assertion of the replica", failure.toString(), step, report, failure);
  }
}
