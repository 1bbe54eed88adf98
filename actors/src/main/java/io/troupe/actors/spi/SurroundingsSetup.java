package io.troupe.actors.spi;

import java.util.function.Function;
import org.apache.pekko.actor.setup.Setup;
import org.apache.pekko.actor.typed.ActorSystem;

/** Gives the node in an ActorSystem other {@link Surroundings} than its machine. */
public final class SurroundingsSetup extends Setup {
  private final Function<ActorSystem<?>, Surroundings> surroundings;

  public SurroundingsSetup(Function<ActorSystem<?>, Surroundings> surroundings) {
    this.surroundings = surroundings;
  }

  /** The surroundings of the node in {@code system}; called once for each system. */
  public Surroundings of(ActorSystem<?> system) {
    return surroundings.apply(system);
  }
}
