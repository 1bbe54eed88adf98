package io.troupe.persistence.leveldb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.junit.jupiter.api.Test;

class SignalsTest {
  private static final Signals.Topic RED = new Signals.Topic.Tag("red");

  private final Signals signals = new Signals();

  @Test
  void a_signal_wakes_who_watches_its_topic_once() {
    Signals.Watch watch = signals.watch(RED);
    CompletionStage<Done> first = watch.next();

    signals.fire(new Signals.Topic.Tag("blue"));
    assertThat(first).isNotCompleted();
    signals.fire(RED);

    assertThat(first).isCompleted();
    assertThat(watch.next()).isNotCompleted();
  }

  @Test
  void who_does_not_watch_any_more_is_forgotten() {
    Signals.Watch one = signals.watch(RED);
    Signals.Watch other = signals.watch(RED);

    one.close();
    assertThat(signals.isWatched(RED)).isTrue();
    other.close();

    assertThat(signals.isWatched(RED)).isFalse();
  }

  @Test
  void whoever_waits_fails_when_the_journal_closes_and_who_comes_later_too() {
    Signals.Watch watch = signals.watch(RED);

    signals.close();

    assertClosed(watch);
    assertClosed(signals.watch(RED));
  }

  private static void assertClosed(Signals.Watch watch) {
    assertThat(watch.next())
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withMessageContaining("the journal is closed");
  }
}
