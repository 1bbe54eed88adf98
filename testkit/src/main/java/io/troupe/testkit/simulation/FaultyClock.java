package io.troupe.testkit.simulation;

/** What faults can do to the monotonic clock of a node. It never goes back. */
public interface FaultyClock {
  /** It runs faster or slower by {@code ppm} parts per million; 0: as it should. */
  void drift(int ppm);

  void jump(long forwardNanos);

  void freeze();

  void thaw();
}
