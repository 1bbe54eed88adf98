package io.troupe.app.story;

import io.troupe.app.story.Scene.Heard;
import io.troupe.app.story.Scene.Lost;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What became of each message of a story. */
final class Deliveries {
  private final Map<Long, Heard> heard = new HashMap<>();
  private final Map<Long, Lost> lost = new HashMap<>();

  Deliveries(Story story) {
    for (Scene scene : story.scenes()) {
      if (scene instanceof Heard arrival) {
        heard.put(arrival.message(), arrival);
      } else if (scene instanceof Lost loss) {
        lost.put(loss.message(), loss);
      }
    }
  }

  /** None also if it was still on its way when the story ended. */
  Optional<Heard> heard(long message) {
    return Optional.ofNullable(heard.get(message));
  }

  Optional<Lost> lost(long message) {
    return Optional.ofNullable(lost.get(message));
  }
}
