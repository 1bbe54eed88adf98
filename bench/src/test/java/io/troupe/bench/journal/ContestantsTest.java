package io.troupe.bench.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.troupe.bench.journal.Contestant.Store;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContestantsTest {

  /** All contestants share this JVM, and Pekko's plugin may load the Java port first. */
  @BeforeAll
  static void syncWholeLogs() {
    System.setProperty("leveldb.mmap", "false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "pekko", "pekko-java", "troupe", "troupe-java"})
  void what_a_contestant_acknowledged_is_there_after_it_is_opened_again(
      String name, @TempDir Path directory) throws Exception {
    Contestant contestant = Contestants.named(name);
    Meter meter = new Meter(3);
    try (Store store = contestant.open(directory)) {
      store.write(3, 2, 24, meter);
      while (LongStream.of(meter.acknowledged()).min().orElseThrow() < 5) {
        assertThat(meter.problems()).isEmpty();
        Thread.onSpinWait();
      }
      assertThat(meter.stop(20)).isTrue();
    }

    assertThat(meter.restart().getTotalCount())
        .isEqualTo(LongStream.of(meter.acknowledged()).sum());
    try (Store store = contestant.open(directory)) {
      assertThat(store.readAll(3, 24)).isEqualTo(meter.acknowledged());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "pekko", "troupe"})
  void what_was_filled_can_be_read_again_and_again(String name, @TempDir Path directory) {
    try (Store store = Contestants.named(name).open(directory)) {
      store.fill(2, 1_234, 128);

      assertThat(store.readAll(2, 128)).containsExactly(1_234, 1_234);
      assertThat(store.readAll(2, 128)).containsExactly(1_234, 1_234);
    }
  }

  @Test
  void an_event_that_is_altered_is_noticed() {
    byte[] event = Events.encode(1, 2, 32);
    Events.check(event, 1, 2, 32);
    event[31] ^= 1;

    assertThatIllegalStateException().isThrownBy(() -> Events.check(event, 1, 2, 32));
    assertThatIllegalStateException()
        .isThrownBy(() -> Events.check(Events.encode(1, 3, 32), 1, 2, 32));
  }

  @Test
  void a_contestant_that_is_not_in_this_build_is_refused_by_name() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Contestants.named("cassandra"))
        .withMessageContaining("nobody is named 'cassandra'");
  }
}
