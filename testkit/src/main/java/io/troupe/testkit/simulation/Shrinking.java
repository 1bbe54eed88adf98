package io.troupe.testkit.simulation;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Makes a failing recipe small, while the same invariant is violated: fewer faults first, then a
 * calmer world, an earlier end and fewer operations, and faults once more.
 */
public final class Shrinking {
  /** At most so many runs to shrink one failure. */
  public static final int MAX_RUNS = 400;

  private static final int MAX_EVERY = 64;

  /** Runs a recipe. */
  public interface Run {
    /** What it found wrong. */
    Optional<InvariantViolation> violationOf(Recipe recipe);
  }

  /**
   * What came of it.
   *
   * @param recipe the smallest one found
   * @param violation what it finds
   * @param faultsBefore number of faults of the recipe that was shrunk
   * @param faults number of faults that are left
   * @param runs how many runs it took
   */
  public record Result(
      Recipe recipe, InvariantViolation violation, int faultsBefore, int faults, int runs) {}

  private final Run run;
  private final List<Integer> allFaults;
  private Recipe smallest;
  private InvariantViolation violation;
  private int runs;

  private Shrinking(Recipe failing, InvariantViolation violation, int faults, Run run) {
    this.run = run;
    this.smallest = failing;
    this.violation = violation;
    this.allFaults = failing.faults().orElse(IntStream.range(0, faults).boxed().toList());
  }

  /**
   * Shrinks {@code failing}.
   *
   * @param violation what it violates
   * @param drawnFaults how many faults its seed draws
   */
  public static Result shrink(
      Recipe failing, InvariantViolation violation, int drawnFaults, Run run) {
    Shrinking shrinking = new Shrinking(failing, violation, drawnFaults, run);
    shrinking.endWithTheFailure();
    shrinking.dropFaults(shrinking.allFaults);
    shrinking.calmDown();
    shrinking.endEarlier();
    shrinking.operateLess();
    List<Integer> kept = shrinking.dropFaults(shrinking.keptFaults());
    return new Result(
        shrinking.smallest,
        shrinking.violation,
        shrinking.allFaults.size(),
        kept.size(),
        shrinking.runs);
  }

  /** What was planned for after the failure did not cause it. */
  private void endWithTheFailure() {
    long millis = violation.atNanos() / 1_000_000 + 1;
    if (millis < smallest.untilMillis()) {
      stillFails(smallest.until(millis));
    }
  }

  private List<Integer> keptFaults() {
    return smallest.faults().orElse(allFaults);
  }

  private List<Integer> dropFaults(List<Integer> from) {
    return DeltaDebugging.minimize(from, part -> stillFails(smallest.withFaults(part)));
  }

  private void calmDown() {
    for (Recipe.Part part : Recipe.Part.values()) {
      stillFails(smallest.calming(part));
    }
  }

  private void endEarlier() {
    for (int eighths : new int[] {1, 2, 4, 6, 7}) {
      repeat(recipe -> recipe.until(Math.max(1, recipe.untilMillis() * eighths / 8)));
    }
  }

  private void operateLess() {
    repeat(recipe -> recipe.every(Math.min(MAX_EVERY, recipe.every() * 2)));
  }

  private void repeat(UnaryOperator<Recipe> smaller) {
    Recipe next = smaller.apply(smallest);
    while (!next.equals(smallest) && stillFails(next)) {
      next = smaller.apply(smallest);
    }
  }

  /** Tries {@code candidate}, and keeps it if it violates the same invariant. */
  private boolean stillFails(Recipe candidate) {
    if (runs == MAX_RUNS) {
      return false;
    }
    runs++;
    Optional<InvariantViolation> found = run.violationOf(candidate);
    boolean same = found.filter(other -> other.isLike(violation)).isPresent();
    if (same) {
      smallest = candidate;
      violation = found.orElseThrow();
    }
    return same;
  }
}
