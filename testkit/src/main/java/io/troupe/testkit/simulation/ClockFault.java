package io.troupe.testkit.simulation;

/** The monotonic clock of a node is wrong (F17). */
public sealed interface ClockFault extends Fault {

  /** A clock runs too fast or too slow, by parts per million. */
  record Drift(Target who, int ppm, long forNanos) implements ClockFault {
    @Override
    public void strike(FaultyWorld world) {
      FaultyClock clock = world.node(who.in(world)).clock();
      clock.drift(ppm);
      world.time().after(forNanos, () -> clock.drift(0));
    }
  }

  /** A clock leaps forward. */
  record Jump(Target who, long forwardNanos) implements ClockFault {
    @Override
    public void strike(FaultyWorld world) {
      world.node(who.in(world)).clock().jump(forwardNanos);
    }
  }

  /** A clock stands still. */
  record Freeze(Target who, long forNanos) implements ClockFault {
    @Override
    public void strike(FaultyWorld world) {
      FaultyClock clock = world.node(who.in(world)).clock();
      clock.freeze();
      world.time().after(forNanos, clock::thaw);
    }
  }
}
