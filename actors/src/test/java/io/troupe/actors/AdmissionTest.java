package io.troupe.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.actors.Outcome.Committed;
import io.troupe.actors.Outcome.Reason;
import io.troupe.actors.Outcome.Rejected;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused at the door: at once, with a reason, and without leaving anything behind. */
class AdmissionTest {
  private static final String NO_QUORUM =
      "troupe.groups.ledger.voters = [node-1, node-2, node-3], troupe.client.request-timeout ="
          + " 500ms";

  @TempDir Path directory;

  @Test
  void a_command_over_the_size_limit_is_rejected_and_reaches_no_log() {
    try (TestNode node = new TestNode(directory, "troupe.client.max-command-bytes = 1KiB")) {
      node.write("x".repeat(1024));
      long last = node.status().lastIndex();

      assertRejected(
          TestCluster.get(node.group.write("x".repeat(1025))),
          Reason.TOO_LARGE,
          "1025 bytes; troupe.client.max-command-bytes is 1024");

      assertThat(node.status().lastIndex()).isEqualTo(last);
      assertThat(node.read("size")).isEqualTo("1");
    }
  }

  @Test
  void the_largest_command_allowed_is_committed() {
    try (TestNode node = new TestNode(directory, "troupe.client.max-command-bytes = 200KiB")) {
      assertThat(node.write("x".repeat(200 << 10))).isEqualTo("1");
    }
  }

  @Test
  void what_is_too_much_is_refused_at_once_and_all_are_answered_once() {
    String bounds = NO_QUORUM + ", troupe.client.max-pending-commands = 10";
    try (TestNode node = new TestNode(directory, bounds)) {
      assertThat(outcomesOf(node, 50, "+a")).containsExactlyInAnyOrderElementsOf(expected(10, 40));
      // All places are free again.
      assertThat(outcomesOf(node, 11, "+a")).containsExactlyInAnyOrderElementsOf(expected(10, 1));
    }
  }

  @Test
  void the_bytes_that_wait_are_bounded_as_well() {
    String bounds = NO_QUORUM + ", troupe.client.max-pending-bytes = 4KiB";
    String kibibyte = "x".repeat(1024);
    try (TestNode node = new TestNode(directory, bounds)) {
      assertThat(outcomesOf(node, 9, kibibyte)).containsExactlyInAnyOrderElementsOf(expected(4, 5));
      assertThat(outcomesOf(node, 4, kibibyte)).containsExactlyInAnyOrderElementsOf(expected(4, 0));
    }
  }

  @Test
  void an_overload_drains_and_exactly_what_was_acknowledged_is_there() {
    try (TestNode node = new TestNode(directory, "troupe.client.max-pending-commands = 100")) {
      List<String> burst = outcomesOf(node, 20_000, "+a");

      assertThat(burst).containsOnly("COMMITTED", "OVERLOADED");
      long committed = burst.stream().filter(outcome -> outcome.equals("COMMITTED")).count();
      assertThat(committed).isGreaterThanOrEqualTo(100);
      assertThat(node.read("size")).isEqualTo(String.valueOf(committed));
      assertThat(outcomesOf(node, 100, "+b")).containsOnly("COMMITTED");
    }
  }

  /** Writes all at once and waits until as many outcomes have come, and no more. */
  private static List<String> outcomesOf(TestNode node, int writes, String command) {
    TestProbe<String> probe = node.kit.createTestProbe();
    for (int i = 0; i < writes; i++) {
      node.group.write(command, probe.ref(), AdmissionTest::name);
    }
    List<String> outcomes =
        new ArrayList<>(probe.receiveSeveralMessages(writes, TestCluster.PATIENCE));
    probe.expectNoMessage(Duration.ZERO);
    return outcomes;
  }

  private static String name(Outcome<String> outcome) {
    return outcome.match(
        committed -> "COMMITTED", rejected -> rejected.reason().name(), unknown -> "UNKNOWN");
  }

  private static List<String> expected(int withoutLeader, int overloaded) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < withoutLeader; i++) {
      all.add("NO_LEADER");
    }
    for (int i = 0; i < overloaded; i++) {
      all.add("OVERLOADED");
    }
    return all;
  }

  private static void assertRejected(Outcome<String> outcome, Reason reason, String message) {
    assertThat(outcome)
        .isNotInstanceOf(Committed.class)
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(reason);
              assertThat(rejected.message()).contains(message);
            });
  }
}
