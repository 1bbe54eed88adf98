package io.troupe.app.story;

import java.util.List;

/** One thing that happened. Times are nanoseconds since the story began. */
public sealed interface Scene {
  long atNanos();

  /** Calls the one matching method of {@code handler}. */
  <R> R accept(Handler<R> handler);

  /** One method for each kind of scene. */
  interface Handler<R> {
    R onSaid(Said scene);

    R onHeard(Heard scene);

    R onLost(Lost scene);

    R onBecame(Became scene);

    R onNoted(Noted scene);

    R onStruck(Struck scene);
  }

  /**
   * A message was sent.
   *
   * @param message its number in the story
   */
  record Said(long atNanos, long message, String from, String to, Words words) implements Scene {
    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.onSaid(this);
    }
  }

  /** A message arrived. */
  record Heard(long atNanos, long message) implements Scene {
    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.onHeard(this);
    }
  }

  /** A message was lost on its way. */
  record Lost(long atNanos, long message, String why) implements Scene {
    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.onLost(this);
    }
  }

  /**
   * Somebody took another role.
   *
   * @param what the role, e.g. "leads term 2"
   */
  record Became(long atNanos, String who, Part part, String what, String why) implements Scene {
    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.onBecame(this);
    }
  }

  /** Somebody did something alone: voted, promised, wrote, learned. */
  record Noted(long atNanos, String who, Tone tone, String what, String why) implements Scene {
    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.onNoted(this);
    }
  }

  /**
   * Something from outside struck.
   *
   * @param whom those it struck; all if empty
   */
  record Struck(long atNanos, Blow blow, List<String> whom, String what) implements Scene {
    public Struck {
      whom = List.copyOf(whom);
    }

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.onStruck(this);
    }
  }

  /** What can strike. */
  enum Blow {
    CRASH,
    SPLIT,
    HEAL
  }

  /** What somebody is at the moment, whatever a protocol calls it. */
  enum Part {
    FOLLOWS,
    STRIVES,
    LEADS
  }

  /** How a note is meant. */
  enum Tone {
    PLAIN,
    GOOD,
    BAD
  }
}
