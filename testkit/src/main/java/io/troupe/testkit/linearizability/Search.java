package io.troupe.testkit.linearizability;

import io.troupe.testkit.linearizability.States.Transition;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Looks for a linearization of one part of a history, by the search of Wing and Gong ("Testing and
 * Verifying Concurrent Objects", 1993) with the memory of Lowe ("Testing for Linearizability",
 * 2017) and his just-in-time rule: operations take effect only when one that returns needs it.
 *
 * <p>Configurations wait in levels, one for each return. The search always goes on at the highest
 * level, so that it runs straight through a harmless history. What it does not try, and why nothing
 * is lost:
 *
 * <ul>
 *   <li>A pending operation that only looks takes effect at once when its output fits, and never in
 *       another order: moved forward to there, it still leaves all states as they are.
 *   <li>Of pending operations that are equal in input and output, the first to return goes first:
 *       in a linearization that has them the other way round they can change places, since both
 *       were invoked before the place of the first, and the place of the second is before the
 *       earlier return. In the same way, of equal ones of unknown outcome the first to be invoked
 *       goes first.
 *   <li>An operation of unknown outcome that would not change the state does not happen: it need
 *       not.
 *   <li>What {@link Visited} calls superfluous.
 * </ul>
 */
final class Search<S, I, O> {

  /** How a search ended. */
  enum End {
    FOUND,
    EXHAUSTED,
    OUT_OF_TIME,
    OUT_OF_MEMORY
  }

  private static final int STEPS_BETWEEN_LOOKS_AT_THE_CLOCK = 1024;

  private static final Trail START = new Trail.Start();

  private final Part<I, O> part;
  private final States<S, I, O> states;
  private final BiPredicate<Search<S, I, O>, Configuration> found;
  private final Visited visited = new Visited();
  private final Frontier frontier;
  private final int[] triedIn;
  private int expansions;
  private int furthest;
  private boolean started;
  private boolean done;

  /** {@code found} is told every linearization, and says whether the search is over. */
  Search(
      Model<S, I, O> model,
      List<Member<I, O>> members,
      BiPredicate<Search<S, I, O>, Configuration> found) {
    this.part = new Part<>(model, members);
    this.states = new States<>(model);
    this.found = found;
    this.triedIn = new int[part.operations.size()];
    this.frontier = new Frontier(part.levels());
  }

  /** The highest level that was reached: every operation that returned before it is explained. */
  int furthest() {
    return furthest;
  }

  S state(Configuration at) {
    return states.state(at.state);
  }

  /** What took effect, as positions in the history. */
  List<Integer> order(Configuration at) {
    return at.trail.toList().stream().map(operation -> part.position[operation]).toList();
  }

  long cachedStates() {
    return visited.size() + states.transitions();
  }

  /**
   * Searches until {@code found} is content, everything was tried, or a bound is met. Goes on where
   * it ended, if it is called again with more.
   */
  End run(Allowance time, long maxCachedStates) {
    if (!started) {
      started = true;
      long[] unknown = new long[part.unknownWords];
      arrive(0, states.initial(), new long[part.pendingWords], unknown, START);
    }
    for (int steps = 1; !done && !frontier.isEmpty(); steps++) {
      if (cachedStates() > maxCachedStates) {
        return End.OUT_OF_MEMORY;
      }
      if (steps % STEPS_BETWEEN_LOOKS_AT_THE_CLOCK == 0 && time.isUsedUp()) {
        return End.OUT_OF_TIME;
      }
      goOn();
    }
    return done ? End.FOUND : End.EXHAUSTED;
  }

  private void goOn() {
    Optional<Configuration> untried = frontier.takeUntried();
    if (untried.isEmpty()) {
      frontier.takeStuck().ifPresent(this::expand);
      return;
    }
    Configuration at = untried.get();
    takeEffect(at, part.returning[at.level]);
    frontier.addStuck(at);
  }

  private void expand(Configuration at) {
    expansions++;
    triedIn[part.kind[part.returning[at.level]]] = expansions;
    for (int operation : part.mutators[at.level]) {
      int kind = part.kind[operation];
      if (triedIn[kind] != expansions && !Configuration.has(at.pending, part.bit[operation])) {
        triedIn[kind] = expansions;
        takeEffect(at, operation);
      }
    }
    for (int[] equal : part.unknowns) {
      if (!part.invokedBefore(equal[0], at.level)) {
        return;
      }
      for (int operation : equal) {
        if (!Configuration.has(at.unknown, part.bit[operation])) {
          if (part.invokedBefore(operation, at.level)) {
            happen(at, operation);
          }
          break;
        }
      }
    }
  }

  /** Lets an operation take effect whose output is known. */
  private void takeEffect(Configuration at, int operation) {
    Transition<O> step = apply(at.state, operation);
    if (part.fits(operation, step.output())) {
      long[] pending = at.pending.clone();
      Configuration.set(pending, part.bit[operation]);
      arrive(at.level, step.next(), pending, at.unknown, at.trail.then(operation));
    }
  }

  /** Lets an operation of unknown outcome take effect. */
  private void happen(Configuration at, int operation) {
    Transition<O> step = apply(at.state, operation);
    if (step.next() != at.state) {
      long[] unknown = at.unknown.clone();
      if (!part.repeatable[operation]) {
        Configuration.set(unknown, part.bit[operation]);
      }
      arrive(at.level, step.next(), at.pending.clone(), unknown, at.trail.then(operation));
    }
  }

  /** Lets all who only look do so, and climbs while the operation that returns has happened. */
  private void arrive(int from, int state, long[] pending, long[] unknown, Trail after) {
    int level = from;
    Trail trail = after;
    while (level < part.levels()) {
      for (int looking : part.observers[level]) {
        int bit = part.bit[looking];
        if (!Configuration.has(pending, bit)
            && part.fits(looking, apply(state, looking).output())) {
          Configuration.set(pending, bit);
          trail = trail.then(looking);
        }
      }
      int bit = part.bit[part.returning[level]];
      if (!Configuration.has(pending, bit)) {
        break;
      }
      Configuration.clear(pending, bit);
      level++;
    }
    reached(new Configuration(level, state, pending, unknown, trail));
  }

  private void reached(Configuration at) {
    furthest = Math.max(furthest, at.level);
    if (at.level == part.levels()) {
      done = done || found.test(this, at);
    } else if (visited.add(at)) {
      frontier.add(at);
    }
  }

  private Transition<O> apply(int state, int operation) {
    return states.apply(state, part.input[operation], part.effects.get(operation));
  }
}
