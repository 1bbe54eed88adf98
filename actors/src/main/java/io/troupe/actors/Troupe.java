package io.troupe.actors;

import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Extension;
import org.apache.pekko.actor.typed.ExtensionId;

/** The Pekko extension: one for each ActorSystem. */
@SuppressWarnings({"UnusedVariable", "DoNotCallSuggester"})
public final class Troupe implements Extension {
  private static final Id ID = new Id();

  private Troupe(ActorSystem<?> system) {}

  /** For {@code pekko.actor.typed.extensions}. */
  public static Id getInstance() {
    return ID;
  }

  public static Troupe get(ActorSystem<?> system) {
    return ID.apply(system);
  }

  /** The extension's id. */
  public static final class Id extends ExtensionId<Troupe> {
    private Id() {}

    @Override
    public Troupe createExtension(ActorSystem<?> system) {
      return new Troupe(system);
    }
  }

  /**
   * Starts this node's replica of {@code group}; a second call with the same group id fails.
   *
   * @throws TroupeConfigurationException if a setting is missing or wrong; the message names it
   */
  public <C, Q, R> Group<C, Q, R> start(ReplicatedGroup<C, Q, R> group) {
    throw new IllegalStateException("under construction: " + group.id());
  }
}
