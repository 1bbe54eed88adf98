package io.troupe.testkit.simulation;

/**
 * A numbered invariant does not hold. Thrown by the checks; the run adds its report: seed, fault
 * plan, last events, and the command that replays it.
 */
public final class InvariantViolation extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final String invariant;
  private final String finding;
  private final Place place;
  private final String report;

  /**
   * Where in a run it was found.
   *
   * @param step the step of the run
   * @param nanos virtual time
   * @param fingerprint of the trace up to there: equal runs have equal ones
   */
  public record Place(long step, long nanos, long fingerprint) {
    private static final Place UNKNOWN = new Place(0, 0, 0);
  }

  /**
   * @param invariant its number, e.g. {@code I9}
   * @param finding which node did what, and what it should have done
   */
  public InvariantViolation(String invariant, String finding) {
    super(invariant + " violated: " + finding);
    this.invariant = invariant;
    this.finding = finding;
    this.place = Place.UNKNOWN;
    this.report = "";
  }

  private InvariantViolation(
      String invariant, String finding, Place place, String report, Throwable cause) {
    super(invariant + " violated: " + finding + "\n" + report, cause);
    this.invariant = invariant;
    this.finding = finding;
    this.place = place;
    this.report = report;
  }

  public String invariant() {
    return invariant;
  }

  public String finding() {
    return finding;
  }

  /** The step of the run at which it was found; 0 as long as no run has added its report. */
  public long step() {
    return place.step;
  }

  /** The virtual time at which it was found. */
  public long atNanos() {
    return place.nanos;
  }

  /** The fingerprint of the trace that led to it. */
  public long fingerprint() {
    return place.fingerprint;
  }

  /** Whether {@code other} is a violation of the same invariant. */
  public boolean isLike(InvariantViolation other) {
    return invariant.equals(other.invariant);
  }

  /** The same violation, found at {@code place}, with the run's report below it. */
  public InvariantViolation with(Place foundAt, String report) {
    return new InvariantViolation(invariant, finding, foundAt, report, this);
  }

  /** The same violation, with a line about how it was found. */
  public InvariantViolation foundBy(String how) {
    return new InvariantViolation(invariant, finding, place, how + "\n" + report, this);
  }

  /** Stands for a failed assertion inside the code under test. */
  public static InvariantViolation thrown(RuntimeException failure, Place place, String report) {
    return new InvariantViolation(
        "an assertion of the replica", failure.toString(), place, report, failure);
  }
}
