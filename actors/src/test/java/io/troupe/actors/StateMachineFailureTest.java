package io.troupe.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.actors.Outcome.Committed;
import io.troupe.actors.Outcome.Reason;
import io.troupe.actors.Outcome.Rejected;
import io.troupe.actors.Outcome.Unknown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a group, and of those who wait, when user code throws (fault F27). */
class StateMachineFailureTest {
  @TempDir Path directory;

  @Test
  void a_command_that_throws_stops_the_group_with_its_index_and_everyone_is_answered() {
    List<Outcome<String>> outcomes = new ArrayList<>();
    try (TestNode node = new TestNode(directory, "")) {
      List<CompletionStage<Outcome<String>>> waiting = new ArrayList<>();
      for (int i = 1; i <= 300; i++) {
        waiting.add(node.group.write(i == 100 ? "!" : "+" + i));
        if (i % 10 == 0) {
          waiting.add(node.group.read("size"));
          waiting.add(node.group.readLocal("size"));
        }
      }
      waiting.forEach(stage -> outcomes.add(TestCluster.get(stage)));

      assertThat(TestNode.failure(node.group))
          .contains("group ledger stops on node node-1")
          .containsPattern("applying index \\d+")
          .contains("told to");
      assertThat(outcomes).noneMatch(outcome -> outcome == null);
      assertThat(TestCluster.get(node.group.write("+late")))
          .isInstanceOfSatisfying(
              Rejected.class, rejected -> assertThat(rejected.reason()).isEqualTo(Reason.STOPPED));
      assertThatThrownBy(() -> TestCluster.get(node.group.status()))
          .hasRootCauseMessage("group ledger is stopped on this node");
    }

    assertThat(outcomes).anyMatch(outcome -> outcome instanceof Unknown);
  }

  @Test
  void once_the_machine_is_mended_the_group_goes_on_where_it_stopped() {
    try (TestNode node = new TestNode(directory, "")) {
      node.write("+a");
      assertThat(TestCluster.get(node.group.write("!"))).isInstanceOf(Unknown.class);
      TestNode.failure(node.group);
    }

    try (TestNode node = new TestNode(directory, "", Ledger.MENDED)) {
      assertThat(node.write("+b")).isEqualTo("3");
      assertThat(node.read("all")).isEqualTo("+a,!,+b");
    }
  }

  @Test
  void a_query_that_throws_is_unknown_to_its_asker_and_harms_nobody_else() {
    try (TestNode node = new TestNode(directory, "")) {
      node.write("+a");

      assertThat(TestCluster.get(node.group.read("!")))
          .isInstanceOfSatisfying(
              Unknown.class, unknown -> assertThat(unknown.message()).contains("asked to"));
      assertThat(TestCluster.get(node.group.readLocal("!"))).isInstanceOf(Unknown.class);

      assertThat(node.write("+b")).isEqualTo("2");
      assertThat(node.group.failure().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void an_adapter_that_throws_harms_nobody_else() {
    try (TestNode node = new TestNode(directory, "")) {
      TestProbe<String> probe = node.kit.createTestProbe();
      node.group.write(
          "+a",
          probe.ref(),
          outcome -> {
            throw new IllegalStateException("clumsy");
          });

      assertThat(node.write("+b")).isEqualTo("2");
      assertThat(TestCluster.get(node.group.read("size"))).isInstanceOf(Committed.class);
    }
  }
}
