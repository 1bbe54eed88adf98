package io.troupe.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.troupe.bench.register.CounterLoad;
import io.troupe.bench.register.CounterLoad.Keys;
import io.troupe.bench.register.Counters;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RegisterCountersTest {

  /** Counts in memory; every fifth increment counts as told, and below 0 it is unknown. */
  private static final class Memory implements Counters {
    private static final Executor OTHER =
        CompletableFuture.delayedExecutor(0, TimeUnit.NANOSECONDS);
    private final Map<Integer, Long> counts = new ConcurrentHashMap<>();
    private final int fifth;
    private final AtomicLong increments = new AtomicLong();

    Memory(int fifth) {
      this.fifth = fifth;
    }

    @Override
    public SortedMap<String, String> settings() {
      return new TreeMap<>();
    }

    @Override
    public int nodeOf(int client, boolean everywhere) {
      return 0;
    }

    @Override
    public void increment(int node, int key, Completion completion) {
      OTHER.execute(
          () -> {
            boolean isFifth = increments.incrementAndGet() % 5 == 0;
            counts.merge(key, isFifth ? (long) Math.max(0, fifth) : 1L, Long::sum);
            if (isFifth && fifth < 0) {
              completion.unknown("told to");
            } else {
              completion.succeeded();
            }
          });
    }

    @Override
    public CompletionStage<Long> read(int node, int key) {
      return CompletableFuture.completedStage(counts.getOrDefault(key, 0L));
    }

    @Override
    public void close() {}
  }

  @Test
  void sound_counters_are_right() throws Exception {
    assertThat(verified(1)).isPositive();
  }

  @Test
  void an_unknown_increment_may_be_missing() throws Exception {
    assertThat(verified(-1)).isPositive();
  }

  @Test
  void an_increment_that_was_lost_or_done_twice_is_noticed() {
    assertThatIllegalStateException()
        .isThrownBy(() -> verified(0))
        .withMessageContaining("increments were acknowledged");
    assertThatIllegalStateException().isThrownBy(() -> verified(2));
  }

  private static long verified(int fifth) throws InterruptedException {
    Memory memory = new Memory(fifth);
    CounterLoad load = new CounterLoad(memory, Keys.HOT, 4);
    load.increment();
    while (load.meter().acknowledged()[0] < 10) {
      Thread.onSpinWait();
    }
    assertThat(load.meter().stop(20)).isTrue();
    return load.verify(memory);
  }
}
