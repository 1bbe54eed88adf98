package io.troupe.testkit.simulation.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.testkit.simulation.Recipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Seed after seed on all cores, until {@code -Dtroupe.soak.seconds} are over or {@code
 * -Dtroupe.soak.seeds} were run, beginning with {@code -Dtroupe.soak.first}; faults and clients go
 * on for {@code -Dtroupe.soak.horizon} ms of virtual time in each.
 */
@Tag("soak")
@Isolated
class SoakTest {
  private static final long SECONDS = Long.getLong("troupe.soak.seconds", 60);
  private static final long SEEDS = Long.getLong("troupe.soak.seeds", Long.MAX_VALUE / 2);
  private static final long FIRST = Long.getLong("troupe.soak.first", 1);
  private static final long HORIZON_MILLIS = Long.getLong("troupe.soak.horizon", 12_000);
  private static final long PROGRESS_NANOS = Duration.ofSeconds(10).toNanos();

  private final int workers = Runtime.getRuntime().availableProcessors();
  private final long started = System.nanoTime();
  private final Tally tally = new Tally();
  private final AtomicLong nextProgress = new AtomicLong(started + PROGRESS_NANOS);

  @Test
  void every_invariant_holds_for_as_long_as_one_likes() throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    List<Future<?>> all = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      long first = FIRST + worker;
      all.add(pool.submit(() -> work(first)));
    }
    pool.shutdown();
    try {
      for (Future<?> each : all) {
        each.get();
      }
    } catch (ExecutionException failed) {
      throw new AssertionError(failed.getMessage(), failed);
    } finally {
      pool.shutdownNow();
      System.out.println(tally.report());
    }

    assertThat(tally.coverage().missing()).as("what never happened (L4)").isEmpty();
  }

  private void work(long first) {
    long end = started + Duration.ofSeconds(SECONDS).toNanos();
    for (long seed = first;
        seed < FIRST + SEEDS && System.nanoTime() < end && !Thread.interrupted();
        seed += workers) {
      Recipe recipe = Recipe.of(seed, HORIZON_MILLIS);
      tally.add(Revision.named(() -> ShrinkingRun.run(recipe, Subject.REAL)));
      long due = nextProgress.get();
      if (System.nanoTime() >= due && nextProgress.compareAndSet(due, due + PROGRESS_NANOS)) {
        System.out.println(tally);
      }
    }
  }
}
