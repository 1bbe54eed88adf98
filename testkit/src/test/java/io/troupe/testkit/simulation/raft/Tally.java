package io.troupe.testkit.simulation.raft;

import io.troupe.testkit.simulation.Coverage;

/** What many runs did, in all. Thread-safe. */
final class Tally {
  private static final double NANOS_PER_HOUR = 3.6e12;

  private final Coverage coverage = new Coverage();
  private final long started = System.nanoTime();
  private long runs;
  private long steps;
  private long virtualNanos;
  private long operations;
  private long histories;

  synchronized void add(RunResult result) {
    coverage.add(result.coverage());
    runs++;
    steps += result.steps();
    virtualNanos += result.virtualNanos();
    operations += result.operations();
    histories += result.decided() ? 1 : 0;
  }

  Coverage coverage() {
    return coverage;
  }

  /** All of it. */
  synchronized String report() {
    return this + "\nfaults by kind: " + coverage.faults() + "\nsometimes: " + coverage;
  }

  @Override
  public synchronized String toString() {
    return String.format(
        "%d seeds, %d steps (%d on average), %.1f simulated hours, %d histories of %d operations"
            + " decided, in %d s",
        runs,
        steps,
        steps / Math.max(1, runs),
        virtualNanos / NANOS_PER_HOUR,
        histories,
        operations,
        (System.nanoTime() - started) / 1_000_000_000);
  }
}
