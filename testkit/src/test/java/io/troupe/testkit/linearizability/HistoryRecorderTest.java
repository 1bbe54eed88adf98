package io.troupe.testkit.linearizability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HistoryRecorderTest {
  private final HistoryRecorder<String, String> recorder = new HistoryRecorder<>();

  @Test
  void what_ended_before_another_began_precedes_it() {
    recorder.returned(recorder.invoke(0, "a"), "A");
    recorder.returned(recorder.invoke(1, "b"), "B");

    List<Operation<String, String>> operations = recorder.history().operations();
    assertThat(operations.get(0).returned()).isLessThan(operations.get(1).invoked());
  }

  @Test
  void failed_operations_leave_the_history_and_open_ones_are_of_unknown_outcome() {
    recorder.failed(recorder.invoke(0, "failed"));
    recorder.unknown(recorder.invoke(1, "unknown"));
    recorder.invoke(2, "open");

    assertThat(recorder.history().operations())
        .extracting(Operation::toString)
        .containsExactly("1: unknown -> ?", "2: open -> ?");
  }

  @Test
  void a_clock_of_the_caller_gives_the_times() {
    AtomicLong clock = new AtomicLong(10);
    HistoryRecorder<String, String> timed = new HistoryRecorder<>(clock::get);
    long id = timed.invoke(0, "a");
    clock.set(25);
    timed.returned(id, "A");

    assertThat(timed.history().operations())
        .containsExactly(Operation.returned(0, "a", "A", 10, 25));
  }

  @Test
  void an_operation_ends_once() {
    long id = recorder.invoke(0, "a");
    recorder.unknown(id);

    assertThatThrownBy(() -> recorder.returned(id, "A"))
        .hasMessage("operation 0 has ended before: a");
    assertThatThrownBy(() -> recorder.failed(1)).hasMessage("operation 1 was never invoked here");
  }

  @Test
  void nothing_is_lost_between_threads() throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(4);
    List<Future<?>> ends = new ArrayList<>();
    for (int client = 0; client < 4; client++) {
      long process = client;
      ends.add(
          clients.submit(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  recorder.returned(recorder.invoke(process, "in " + i), "out " + i);
                }
              }));
    }
    for (Future<?> end : ends) {
      end.get();
    }
    clients.shutdown();

    assertThat(recorder.history().operations())
        .hasSize(4_000)
        .allSatisfy(
            op -> assertThat(op.outcome().output()).hasValue(op.input().replace("in", "out")));
  }
}
