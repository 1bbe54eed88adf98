package io.troupe.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.actors.Outcome.Reason;
import java.nio.file.Path;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.LoggingTestKit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose journal fails claims nothing, says why, and begins again from the journal. */
class SynodJournalTest {
  private static final String CONFIG =
      """
      troupe.log.journal-plugin-id = broken
      broken { class = "io.troupe.actors.paxos.BrokenJournal", replay-filter.mode = fail }
      troupe.synods.seats.members = [node-1]
      """;

  @TempDir Path directory;

  @Test
  void whoever_waits_is_told_and_the_role_starts_again() {
    ActorTestKit kit = ActorTestKit.create("test", TestNode.config(directory, CONFIG));
    try {
      Synod<String> synod =
          LoggingTestKit.error("the proposer starts again from its journal after a pause")
              .withMessageContains("synod seats: the journal could not write event 1")
              .expect(
                  kit.system(),
                  () -> {
                    Synod<String> started =
                        Troupe.get(kit.system()).synod(SynodSpec.of("seats", Codec.utf8()));
                    assertThat(TestCluster.get(started.propose("12A")))
                        .isEqualTo(new Decision.Unknown<String>("the proposer stopped"));
                    return started;
                  });

      assertThat(TestCluster.get(synod.propose("12B")))
          .isInstanceOfSatisfying(
              Decision.Rejected.class,
              rejected -> assertThat(rejected.reason()).isEqualTo(Reason.STOPPED));
      assertThat(synod.failure().toCompletableFuture()).isNotDone();
    } finally {
      kit.shutdownTestKit();
    }
  }
}
