package io.troupe.actors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.pekko.actor.testkit.typed.javadsl.LoggingTestKit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member of registers loses its disk, and with it what it promised and accepted. */
class RegisterLostDataTest {
  private static final String CONFIG =
      """
      troupe.paxos.request-timeout = 1s
      troupe.registers.seats.members = [node-1, node-2, node-3]
      """;

  @TempDir Path directory;

  @Test
  void p5_a_member_that_lost_its_disk_makes_no_quorum() throws IOException {
    try (PaxosCluster cluster = new PaxosCluster(directory, CONFIG)) {
      ReplicatedRegister<String> first = register(cluster, "node-1");
      cluster.awaitAcquaintance(); // whoever never met it would take it for a new one
      cluster.stop("node-3");
      cluster.stop("node-2");
      LostDataTest.delete(cluster.directory("node-3"));

      ReplicatedRegister<String> third =
          LoggingTestKit.error("node node-3 at")
              .withMessageContains("is refused: it comes with another data directory than before")
              .expect(
                  cluster.system("node-1"),
                  () -> {
                    cluster.start("node-3");
                    return register(cluster, "node-3");
                  });

      assertThat(TestCluster.get(first.write("12A", "ann")))
          .isNotInstanceOf(RegisterOutcome.Committed.class);
      assertThat(TestCluster.get(third.write("12A", "bob")))
          .isNotInstanceOf(RegisterOutcome.Committed.class);
    }
  }

  private static ReplicatedRegister<String> register(PaxosCluster cluster, String node) {
    return cluster.troupe(node).register(RegisterSpec.of("seats", Codec.utf8()));
  }
}
