package io.troupe.testkit.simulation.raft;

import io.troupe.testkit.simulation.Negligence;
import java.util.List;
import java.util.Set;

/** The catalogue of planted bugs. */
final class Mutants {
  static final List<Mutant> ALL =
      List.of(
          Mutant.of("confirms before durable", DurabilityMutants.ConfirmsBeforeDurable::new),
          Mutant.of("leader counts itself early", DurabilityMutants.LeaderCountsItselfEarly::new),
          Mutant.of("votes before durable", DurabilityMutants.VotesBeforeDurable::new),
          Mutant.of("forgets its vote", DurabilityMutants.ForgetsVote::new),
          Mutant.of("forgets its term", DurabilityMutants.ForgetsTerm::new),
          Mutant.of("forgets a truncation", DurabilityMutants.ForgetsTruncation::new),
          Mutant.of("compacts its vote away", DurabilityMutants.CompactsVoteAway::new),
          Mutant.of(
              "compacts before the snapshot is durable",
              DurabilityMutants.CompactsBeforeSnapshotIsDurable::new),
          Mutant.of("takes a snapshot late", DurabilityMutants.TakesSnapshotLate::new),
          Mutant.of("installs half a snapshot", DurabilityMutants.InstallsHalfASnapshot::new),
          Mutant.of("forgets to restore", DurabilityMutants.ForgetsToRestore::new),
          Mutant.of("grants every vote", MessageMutants.GrantsEveryVote::new),
          Mutant.of("votes for any log", MessageMutants.VotesForAnyLog::new),
          Mutant.of("counts old votes", MessageMutants.CountsOldVotes::new),
          Mutant.of("acknowledges too much", MessageMutants.AcknowledgesTooMuch::new),
          Mutant.of("accepts what it rejects", MessageMutants.AcceptsWhatItRejects::new),
          Mutant.of("commits what it sends", MessageMutants.CommitsWhatItSends::new),
          Mutant.of("confirms reads by old answers", MessageMutants.ConfirmsReadsByOldAnswers::new),
          Mutant.of("never steps down", MessageMutants.NeverStepsDown::new),
          Mutant.of("applies out of order", MessageMutants.AppliesOutOfOrder::new),
          Mutant.of("reads without a quorum", ClientMutants.ReadsWithoutQuorum::new),
          Mutant.of("refuses what it appended", ClientMutants.RefusesWhatItAppended::new),
          Mutant.of("proposes twice", ClientMutants.ProposesTwice::new),
          Mutant.of("forgets reads", ClientMutants.ForgetsReads::new),
          new Mutant(
              "commits old terms by counting",
              MessageMutants.CommitsOldTermsByCounting::new,
              Set.of()),
          Mutant.of("ignores refused writes", Negligence.IGNORES_REFUSED_WRITES),
          Mutant.of("syncs again after a failure", Negligence.SYNCS_AGAIN_AFTER_A_FAILURE),
          Mutant.of("cuts at a corrupt record", Negligence.CUTS_AT_A_CORRUPT_RECORD),
          Mutant.of("leaves out a corrupt record", Negligence.LEAVES_OUT_A_CORRUPT_RECORD),
          Mutant.of("ignores missing records", Negligence.IGNORES_MISSING_RECORDS),
          Mutant.of("lets a wiped node vote", Negligence.ADMITS_A_WIPED_NODE),
          Mutant.of("replaces a disk in haste", Negligence.REPLACES_A_DISK_IN_HASTE));

  private Mutants() {}
}
