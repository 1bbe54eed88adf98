package io.troupe.testkit.simulation;

import java.util.List;

/**
 * All that goes wrong in a run, as data: printable, repeatable, and without any one of its faults
 * still a plan.
 */
public record FaultPlan(
    NetworkProfile network, Schedule schedule, DiskProfile disk, List<Timed> faults) {

  /** A fault and when it strikes, in virtual time. */
  public record Timed(long atNanos, Fault fault) {
    @Override
    public String toString() {
      return atNanos / 1_000_000 + " ms: " + fault;
    }
  }

  public FaultPlan {
    faults = List.copyOf(faults);
  }

  /** Nothing goes wrong. */
  public static FaultPlan calm() {
    return new FaultPlan(
        NetworkProfile.RELIABLE, new Schedule.AtRandom(), DiskProfile.FAST, List.of());
  }

  /** Plans every fault in {@code world} that strikes before {@code endNanos}. */
  public void strike(FaultyWorld world, long endNanos) {
    for (Timed timed : faults) {
      if (timed.atNanos < endNanos) {
        world
            .time()
            .after(
                timed.atNanos,
                () -> {
                  world.struckBy(timed.fault);
                  timed.fault.strike(world);
                });
      }
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(network).append('\n').append(schedule).append('\n').append(disk);
    faults.forEach(fault -> text.append('\n').append(fault));
    return text.toString();
  }
}
