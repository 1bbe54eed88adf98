package io.troupe.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutageTest {
  @Test
  void a_write_that_began_before_the_process_was_gone_does_not_end_it() {
    long beforeNanos = System.nanoTime();
    Outage outage = Outage.begin(() -> {});

    outage.acknowledged(beforeNanos, System.nanoTime());

    assertThat(outage.await(Duration.ZERO)).isEmpty();
  }

  @Test
  void it_lasts_from_before_the_kill_to_the_first_acknowledgement() {
    Outage outage = Outage.begin(() -> {});
    long beganNanos = System.nanoTime();

    outage.acknowledged(beganNanos, beganNanos + Duration.ofMillis(900).toNanos());
    outage.acknowledged(beganNanos, beganNanos + Duration.ofMillis(300).toNanos());

    assertThat(outage.await(Duration.ZERO).orElseThrow())
        .isBetween(Duration.ofMillis(300), Duration.ofMillis(899));
  }
}
