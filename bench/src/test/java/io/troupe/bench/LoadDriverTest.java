package io.troupe.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.bench.LoadDriver.Measured;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadDriverTest {

  private static final double SECONDS = 0.05;

  @Test
  void every_acknowledged_write_of_a_sound_system_is_read_back() throws Exception {
    try (InMemorySystem system =
            new InMemorySystem(
                (value, completion, nodes) -> {
                  InMemorySystem.applyOnAll(value, nodes);
                  completion.succeeded();
                });
        LoadDriver driver = new LoadDriver(system)) {

      Measured measured = driver.run(new Cell(16, 8), 0, SECONDS);

      assertThat(measured.drained()).isTrue();
      assertThat(measured.latencies().getTotalCount()).isPositive();
      assertThat(driver.written().acknowledged()).isEqualTo(driver.written().issued());
      assertThat(ReadBack.problems(system.applied(), driver.written())).isEmpty();
    }
  }

  @Test
  void an_acknowledged_write_that_one_node_never_applied_is_reported_with_its_id()
      throws Exception {
    try (InMemorySystem system =
            new InMemorySystem(
                (value, completion, nodes) -> {
                  boolean loses = Values.idOf(ByteBuffer.wrap(value)) == 7;
                  InMemorySystem.applyOnAll(value, loses ? nodes.subList(0, 2) : nodes);
                  completion.succeeded();
                });
        LoadDriver driver = new LoadDriver(system)) {

      driver.run(new Cell(128, 16), 0, SECONDS);

      assertThat(ReadBack.problems(system.applied(), driver.written()))
          .anySatisfy(p -> assertThat(p).contains("node 2 lost 1 of").contains("[7]"))
          .anySatisfy(p -> assertThat(p).contains("node 2 diverges"));
    }
  }

  @Test
  void a_write_that_was_refused_but_applied_is_reported() throws Exception {
    AtomicInteger writes = new AtomicInteger();
    try (InMemorySystem system =
            new InMemorySystem(
                (value, completion, nodes) -> {
                  InMemorySystem.applyOnAll(value, nodes);
                  if (writes.incrementAndGet() == 3) {
                    completion.failed("busy");
                  } else {
                    completion.succeeded();
                  }
                });
        LoadDriver driver = new LoadDriver(system)) {

      driver.run(new Cell(16, 4), 0, SECONDS);

      assertThat(driver.reasons()).containsExactly("busy");
      assertThat(ReadBack.problems(system.applied(), driver.written()))
          .allSatisfy(p -> assertThat(p).contains("applied 1 writes that were refused"))
          .hasSize(ClusterSpec.NODES);
    }
  }

  @Test
  void an_unknown_write_may_be_there_or_not() throws Exception {
    AtomicInteger writes = new AtomicInteger();
    try (InMemorySystem system =
            new InMemorySystem(
                (value, completion, nodes) -> {
                  int write = writes.incrementAndGet();
                  if (write != 3) {
                    InMemorySystem.applyOnAll(value, nodes);
                  }
                  if (write == 3 || write == 4) {
                    completion.unknown("leader lost");
                  } else {
                    completion.succeeded();
                  }
                });
        LoadDriver driver = new LoadDriver(system)) {

      driver.run(new Cell(16, 4), 0, SECONDS);

      assertThat(driver.written().unknown()).hasSize(2);
      assertThat(ReadBack.problems(system.applied(), driver.written())).isEmpty();
    }
  }

  @Test
  void a_completion_called_twice_is_noticed_and_counts_once() throws Exception {
    try (InMemorySystem system =
            new InMemorySystem(
                (value, completion, nodes) -> {
                  InMemorySystem.applyOnAll(value, nodes);
                  completion.succeeded();
                  completion.succeeded();
                });
        LoadDriver driver = new LoadDriver(system)) {

      driver.run(new Cell(16, 1), 0, SECONDS);

      assertThat(driver.completedTwice()).isNotEmpty();
      assertThat(ReadBack.problems(system.applied(), driver.written())).isEmpty();
    }
  }
}
