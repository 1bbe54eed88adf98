package io.troupe.testkit.simulation.raft;

import io.troupe.testkit.simulation.Negligence;
import java.util.List;

/** The catalogue of planted bugs. */
final class Mutants {
  /** An assertion of the production code was faster than any check. */
  private static final String REPLICA = "an assertion of the replica";

  static final List<Mutant> ALL =
      List.of(
          Mutant.of(
              "confirms before durable",
              DurabilityMutants.ConfirmsBeforeDurable::new,
              "I6",
              "I9",
              "I12",
              "I11"),
          Mutant.of(
              "leader counts itself early", DurabilityMutants.LeaderCountsItselfEarly::new, "I11"),
          Mutant.of("votes before durable", DurabilityMutants.VotesBeforeDurable::new, "I6", "I9"),
          Mutant.of("forgets its vote", DurabilityMutants.ForgetsVote::new, "I9"),
          Mutant.of("forgets its term", DurabilityMutants.ForgetsTerm::new, "I6"),
          Mutant.of(
              "forgets a truncation", DurabilityMutants.ForgetsTruncation::new, "I3", REPLICA),
          Mutant.of(
              "compacts its vote away", DurabilityMutants.CompactsVoteAway::new, "I9", REPLICA),
          Mutant.of(
              "compacts before the snapshot is durable",
              DurabilityMutants.CompactsBeforeSnapshotIsDurable::new,
              "I15"),
          Mutant.of(
              "takes a snapshot late", DurabilityMutants.TakesSnapshotLate::new, "I15", "I20"),
          Mutant.of(
              "installs half a snapshot", DurabilityMutants.InstallsHalfASnapshot::new, "I15"),
          Mutant.of(
              "forgets to restore", DurabilityMutants.ForgetsToRestore::new, "I8", "I15", "I20"),
          Mutant.of("grants every vote", MessageMutants.GrantsEveryVote::new, "I9", "I1"),
          Mutant.of("votes for any log", MessageMutants.VotesForAnyLog::new, "I10", "I4"),
          Mutant.of("counts old votes", MessageMutants.CountsOldVotes::new, "I1", "I4")
              .foundBy(205),
          Mutant.of("acknowledges too much", MessageMutants.AcknowledgesTooMuch::new, "I12", "I11"),
          Mutant.of(
              "accepts what it rejects", MessageMutants.AcceptsWhatItRejects::new, "I12", "I11"),
          Mutant.of("commits what it sends", MessageMutants.CommitsWhatItSends::new, "I11", "I5"),
          Mutant.of(
                  "confirms reads by old answers",
                  MessageMutants.ConfirmsReadsByOldAnswers::new,
                  "I18")
              .foundBy(88),
          Mutant.of("never steps down", MessageMutants.NeverStepsDown::new, "L2", "I18"),
          Mutant.of("applies out of order", MessageMutants.AppliesOutOfOrder::new, "I8", "I5"),
          Mutant.of("reads without a quorum", ClientMutants.ReadsWithoutQuorum::new, "I18"),
          Mutant.of("refuses what it appended", ClientMutants.RefusesWhatItAppended::new, "I21"),
          Mutant.of("proposes twice", ClientMutants.ProposesTwice::new, "I21"),
          Mutant.of("forgets reads", ClientMutants.ForgetsReads::new, "L2"),
          Mutant.inGroup(
              "commits old terms by counting",
              MessageMutants.CommitsOldTermsByCounting::new,
              "I11",
              "I5",
              "I13"),
          Mutant.of(
              "ignores refused writes",
              Negligence.IGNORES_REFUSED_WRITES,
              "I6",
              "I9",
              "I11",
              "I12",
              REPLICA),
          Mutant.of(
              "syncs again after a failure",
              Negligence.SYNCS_AGAIN_AFTER_A_FAILURE,
              "I6",
              "I9",
              "I12",
              REPLICA),
          Mutant.of(
              "cuts at a corrupt record", Negligence.CUTS_AT_A_CORRUPT_RECORD, "I6", "I9", "I16"),
          Mutant.of(
              "leaves out a corrupt record",
              Negligence.LEAVES_OUT_A_CORRUPT_RECORD,
              "I6",
              "I9",
              "I16",
              REPLICA),
          Mutant.of(
              "ignores missing records",
              Negligence.IGNORES_MISSING_RECORDS,
              "I6",
              "I9",
              "I16",
              REPLICA),
          Mutant.of(
                  "lets a wiped node vote",
                  Negligence.ADMITS_A_WIPED_NODE,
                  "I1",
                  "I4",
                  "I5",
                  "I11",
                  "I13")
              .foundBy(156),
          Mutant.of(
                  "replaces a disk in haste",
                  Negligence.REPLACES_A_DISK_IN_HASTE,
                  "I1",
                  "I4",
                  "I5",
                  "I11",
                  "I13")
              .foundBy(122),
          Mutant.of("ignores incarnations", MessageMutants.IgnoresIncarnations::new, "L2", "I11")
              .foundBy(663),
          Mutant.inGroup("counts one vote for two", MessageMutants.CountsOneVoteForTwo::new, "I1")
              .foundBy(246),
          Mutant.of("reads anywhere", ClientMutants.ReadsAnywhere::new, "I18"),
          Mutant.of("compacts too much", DurabilityMutants.CompactsTooMuch::new, "I15"),
          Mutant.of("answers after the batch", Negligence.ANSWERS_AFTER_THE_BATCH, "L1"));

  private Mutants() {}
}
