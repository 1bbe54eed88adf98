package io.troupe.app.story;

import io.troupe.app.story.Scene.Heard;
import io.troupe.app.story.Scene.Lost;
import io.troupe.app.story.Scene.Said;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A story without its routine messages, and without what was repeated and lost once more. Where
 * nothing else happened for a while, a {@link Quiet} says how many were left out.
 */
final class Abridged {
  /** A shorter pause is not worth a line. */
  private static final long PAUSE_NANOS = 40_000_000;

  private final List<Part> parts = new ArrayList<>();
  private final Deliveries deliveries;
  private final Set<Long> routine = new HashSet<>();
  private long quietSinceNanos;
  private int messages;
  private int lost;

  private Abridged(Story story) {
    this.deliveries = new Deliveries(story);
  }

  /** What is left to tell. */
  sealed interface Part {
    /** A scene as it was. */
    record Told(Scene scene) implements Part {}

    /** A while in which only routine messages were sent. */
    record Quiet(long fromNanos, long toNanos, int messages, int lost) implements Part {}
  }

  static List<Part> of(Story story, boolean withRoutine) {
    Abridged abridged = new Abridged(story);
    for (Scene scene : story.scenes()) {
      abridged.take(scene, withRoutine);
    }
    if (!story.scenes().isEmpty()) {
      abridged.pause(story.scenes().get(story.scenes().size() - 1).atNanos());
    }
    return abridged.parts;
  }

  private void take(Scene scene, boolean withRoutine) {
    if (!withRoutine && isRoutine(scene)) {
      return;
    }
    pause(scene.atNanos());
    parts.add(new Part.Told(scene));
    quietSinceNanos = scene.atNanos();
  }

  private boolean isRoutine(Scene scene) {
    if (scene instanceof Said said) {
      if (isRoutine(said)) {
        routine.add(said.message());
        messages++;
        lost += deliveries.lost(said.message()).isPresent() ? 1 : 0;
        return true;
      }
      return false;
    } else if (scene instanceof Heard heard) {
      return routine.contains(heard.message());
    }
    return scene instanceof Lost gone && routine.contains(gone.message());
  }

  private boolean isRoutine(Said said) {
    return switch (said.words().weight()) {
      case NEWS -> false;
      case REPEATED -> deliveries.lost(said.message()).isPresent();
      case ROUTINE -> true;
    };
  }

  private void pause(long nanos) {
    if (messages > 0 && nanos - quietSinceNanos >= PAUSE_NANOS) {
      parts.add(new Part.Quiet(quietSinceNanos, nanos, messages, lost));
      messages = 0;
      lost = 0;
    }
  }
}
