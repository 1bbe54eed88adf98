package io.troupe.actors.node;

import java.time.Duration;

/**
 * The pause before a replica that failed starts again: one second at first, doubled with each
 * failure to thirty, and one second again after a life that lasted longer than thirty.
 */
final class RestartPause {
  static final Duration SHORTEST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofSeconds(30);

  private Duration next = SHORTEST;

  /** The pause after a life of {@code lived}. */
  Duration after(Duration lived) {
    Duration pause = lived.compareTo(LONGEST) > 0 ? SHORTEST : next;
    Duration doubled = pause.multipliedBy(2);
    next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return pause;
  }
}
