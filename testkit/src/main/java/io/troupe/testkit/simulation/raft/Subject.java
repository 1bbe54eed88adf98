package io.troupe.testkit.simulation.raft;

import io.troupe.testkit.simulation.Negligence;
import java.util.Set;

/**
 * What a simulation runs.
 *
 * @param factory makes the replicas
 * @param negligence how careless their shells are
 */
public record Subject(Replica.Factory factory, Set<Negligence> negligence) {
  /** The production code. */
  public static final Subject REAL = of(Replica::real);

  public Subject {
    negligence = Set.copyOf(negligence);
  }

  /** Replicas of another make, in shells that do as production does. */
  public static Subject of(Replica.Factory factory) {
    return new Subject(factory, Set.of());
  }

  /** Production's replicas in a careless shell. */
  public static Subject careless(Negligence... negligence) {
    return new Subject(Replica::real, Set.of(negligence));
  }
}
