package io.troupe.app.stage;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What is to be run now, in the order in which it became so, by the one thread of the stage. */
final class Turns {
  /** Far beyond what a moment of a play takes: actors that never come to rest would hang it. */
  private static final int AT_ONE_MOMENT_MAX = 5_000_000;

  private static final long PATIENCE_MILLIS = 1;

  private final LinkedBlockingQueue<Runnable> ready = new LinkedBlockingQueue<>();

  /** May be called in any thread. */
  void add(Runnable turn) {
    ready.add(turn);
  }

  /** Runs until nothing is left to do. */
  void runAll() {
    int turns = 0;
    for (Runnable turn = ready.poll(); turn != null; turn = ready.poll()) {
      turn.run();
      if (++turns > AT_ONE_MOMENT_MAX) {
        throw new IllegalStateException("the actors do not come to rest");
      }
    }
  }

  /** Runs what comes, also from other threads, until {@code done}. */
  void runUntil(BooleanSupplier done) {
    try {
      while (!done.getAsBoolean()) {
        Runnable turn = ready.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        if (turn != null) {
          turn.run();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
