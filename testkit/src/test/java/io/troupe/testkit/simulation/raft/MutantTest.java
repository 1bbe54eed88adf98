package io.troupe.testkit.simulation.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.protocols.Membership;
import io.troupe.testkit.simulation.InvariantViolation;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulator can fail: planted bugs are found, each within a bounded number of seeds. */
class MutantTest {
  private static final int MAX_SEEDS = 500;

  static Stream<Arguments> bugs() {
    return Stream.of(
        bug("confirms before durable", DurabilityMutants.ConfirmsBeforeDurable::new),
        bug("leader counts itself early", DurabilityMutants.LeaderCountsItselfEarly::new),
        bug("votes before durable", DurabilityMutants.VotesBeforeDurable::new),
        bug("forgets its vote", DurabilityMutants.ForgetsVote::new),
        bug("forgets its term", DurabilityMutants.ForgetsTerm::new),
        bug("forgets a truncation", DurabilityMutants.ForgetsTruncation::new),
        bug("compacts its vote away", DurabilityMutants.CompactsVoteAway::new),
        bug(
            "compacts before the snapshot is durable",
            DurabilityMutants.CompactsBeforeSnapshotIsDurable::new),
        bug("takes a snapshot late", DurabilityMutants.TakesSnapshotLate::new),
        bug("installs half a snapshot", DurabilityMutants.InstallsHalfASnapshot::new),
        bug("forgets to restore", DurabilityMutants.ForgetsToRestore::new),
        bug("grants every vote", MessageMutants.GrantsEveryVote::new),
        bug("votes for any log", MessageMutants.VotesForAnyLog::new),
        bug("counts old votes", MessageMutants.CountsOldVotes::new),
        bug("acknowledges too much", MessageMutants.AcknowledgesTooMuch::new),
        bug("accepts what it rejects", MessageMutants.AcceptsWhatItRejects::new),
        bug("commits what it sends", MessageMutants.CommitsWhatItSends::new),
        bug("confirms reads by old answers", MessageMutants.ConfirmsReadsByOldAnswers::new),
        bug("never steps down", MessageMutants.NeverStepsDown::new),
        bug("applies out of order", MessageMutants.AppliesOutOfOrder::new),
        bug("reads without a quorum", ClientMutants.ReadsWithoutQuorum::new),
        bug("refuses what it appended", ClientMutants.RefusesWhatItAppended::new),
        bug("proposes twice", ClientMutants.ProposesTwice::new),
        bug("forgets reads", ClientMutants.ForgetsReads::new),
        Arguments.of(
            "commits old terms by counting",
            (BiFunction<Replica, Membership, Replica>)
                MessageMutants.CommitsOldTermsByCounting::new));
  }

  private static Arguments bug(String name, UnaryOperator<Replica> plant) {
    BiFunction<Replica, Membership, Replica> inAnyGroup = (real, group) -> plant.apply(real);
    return Arguments.of(name, inAnyGroup);
  }

  @ParameterizedTest(name = "a replica that {0}")
  @MethodSource("bugs")
  void a_planted_bug_is_found(String name, BiFunction<Replica, Membership, Replica> plant) {
    long steps = 0;
    Optional<InvariantViolation> found = Optional.empty();
    long seed = 0;

    while (found.isEmpty() && seed < MAX_SEEDS) {
      seed++;
      try {
        steps += run(Scenario.draw(seed), plant).steps();
      } catch (InvariantViolation violation) {
        steps += violation.step();
        found = Optional.of(violation);
      }
    }

    assertThat(found).as("a replica that %s, within %d seeds", name, MAX_SEEDS).isPresent();
    System.out.printf(
        "%-40s seed %3d, step %7d: %s%n", name, seed, steps, summary(found.orElseThrow()));
  }

  private static RunResult run(Scenario scenario, BiFunction<Replica, Membership, Replica> plant) {
    return RaftSimulation.run(
        scenario,
        (settings, self, group, state, random) ->
            plant.apply(Replica.real(settings, self, group, state, random), group));
  }

  private static String summary(InvariantViolation violation) {
    String finding = violation.finding().lines().findFirst().orElse("");
    return violation.invariant() + ", " + finding;
  }
}
