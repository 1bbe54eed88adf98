package io.troupe.actors.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RestartPauseTest {
  private static final Duration SHORT_LIFE = Duration.ofSeconds(30);

  private final RestartPause pause = new RestartPause();

  @Test
  void pauses_double_up_to_thirty_seconds() {
    assertThat(Stream.generate(() -> pause.after(SHORT_LIFE)).limit(7).map(Duration::toSeconds))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
  }

  @Test
  void after_a_life_longer_than_that_they_begin_anew() {
    pause.after(SHORT_LIFE);
    pause.after(SHORT_LIFE);

    assertThat(pause.after(SHORT_LIFE.plusMillis(1))).isEqualTo(RestartPause.SHORTEST);
    assertThat(pause.after(SHORT_LIFE)).isEqualTo(Duration.ofSeconds(2));
  }
}
