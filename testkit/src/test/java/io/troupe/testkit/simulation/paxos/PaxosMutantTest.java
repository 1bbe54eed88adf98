package io.troupe.testkit.simulation.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.testkit.simulation.InvariantViolation;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulators can fail: planted bugs are found, each within a bounded number of seeds. */
class PaxosMutantTest {
  private static final int MAX_SEEDS = 1_000;

  /** An assertion of the production code was faster than any check. */
  private static final String ROLE = "an assertion of the replica";

  /**
   * A planted bug.
   *
   * @param run runs what has it
   * @param invariants one of which is seen to be violated first
   */
  record Bug(String name, Runs.Run run, Set<String> invariants) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Bug> bugs() {
    return Stream.concat(synods(), registers());
  }

  private static Stream<Bug> synods() {
    return Stream.of(
        synod("answers before durable", SynodMutants.answersBeforeDurable(), "I16"),
        synod("forgets its promise", SynodMutants.forgetsItsPromise(), "I23"),
        synod("forgets what it accepted", SynodMutants.forgetsWhatItAccepted(), "I25", "I22"),
        synod("proposes its own value", SynodMutants.proposesItsOwnValue(), "I25"),
        synod("takes the value of any promise", SynodMutants.takesTheValueOfAnyPromise(), "I25"),
        synod("uses ballots again", SynodMutants.usesBallotsAgain(), "I24", ROLE),
        synod("counts old promises", SynodMutants.countsOldPromises(), "I25"),
        synod("accepts without promising", SynodMutants.acceptsWithoutPromising(), "I23"),
        synod("accepts at any ballot", SynodMutants.acceptsAtAnyBallot(), "I23"),
        synod("has quorums that do not meet", SynodMutants.quorumsThatDoNotMeet(), "I21"),
        synod("takes half for a majority", SynodMutants.halfIsEnough(), "I21", "I22", "I25"),
        synod("learns from one vote", SynodMutants.learnsFromOneVote(), "I21"),
        synod("gives up", SynodMutants.givesUp(), "L2"),
        synod("lets a wiped node vote", SynodMutants.admitsAWipedNode(), "I23", "I24"));
  }

  private static Stream<Bug> registers() {
    return Stream.of(
        register("answers before durable", RegisterMutants.answersBeforeDurable(), "I16"),
        register("forgets its promise", RegisterMutants.forgetsItsPromise(), "I23", ROLE),
        register("forgets its floor", RegisterMutants.forgetsItsFloor(), "I23", "L1"),
        register("starts from nothing", RegisterMutants.startsFromNothing(), "L1"),
        register("uses ballots again", RegisterMutants.usesBallotsAgain(), "I24", ROLE),
        register("takes unknown for rejected", RegisterMutants.takesUnknownForRejected(), "L1"),
        register("does it again", RegisterMutants.doesItAgain(), "L1"),
        register("denies what it accepted", RegisterMutants.deniesWhatItAccepted(), "L1"),
        register("erases a tombstone early", RegisterMutants.erasesEarly(), "L1"),
        register("lets a wiped node vote", RegisterMutants.admitsAWipedNode(), "I23", "I24"));
  }

  private static Bug synod(String name, SynodSubject subject, String... invariants) {
    return new Bug(
        "synod " + name,
        (recipe, trace) -> SynodSimulation.run(recipe, subject, trace),
        Set.of(invariants));
  }

  private static Bug register(String name, RegisterSubject subject, String... invariants) {
    return new Bug(
        "register " + name,
        (recipe, trace) -> RegisterSimulation.run(recipe, subject, trace),
        Set.of(invariants));
  }

  @ParameterizedTest(name = "a {0}")
  @MethodSource("bugs")
  void a_planted_bug_is_found_by_the_invariant_that_it_breaks(Bug bug) {
    for (long seed = 1; seed <= MAX_SEEDS; seed++) {
      Optional<InvariantViolation> found = violation(bug, seed);
      if (found.isPresent()) {
        assertThat(bug.invariants).contains(found.get().invariant());
        System.out.printf(
            "%-40s seed %3d: %s, %s%n",
            bug,
            seed,
            found.get().invariant(),
            found.get().finding().lines().findFirst().orElse(""));
        return;
      }
    }
    throw new AssertionError(bug + " was not found within " + MAX_SEEDS + " seeds");
  }

  private static Optional<InvariantViolation> violation(Bug bug, long seed) {
    try {
      bug.run.of(Runs.recipe(seed), Optional.empty());
      return Optional.empty();
    } catch (InvariantViolation violation) {
      return Optional.of(violation);
    }
  }
}
