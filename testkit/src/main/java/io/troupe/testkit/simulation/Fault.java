package io.troupe.testkit.simulation;

/**
 * One fault, as data. A fault with a duration ends by itself, so that any part of a plan is a plan.
 */
public sealed interface Fault permits NetworkFault, NodeFault, DiskFault, ClockFault {
  /** Lets the fault happen now, and plans its end. */
  void strike(FaultyWorld world);

  /** What sort of fault it is, for counting. */
  default String kind() {
    return getClass().getSimpleName();
  }
}
