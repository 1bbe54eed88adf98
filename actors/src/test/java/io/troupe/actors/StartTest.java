package io.troupe.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that is configured wrongly does not start, says why, and harms nothing. */
class StartTest {
  @TempDir Path directory;

  @Test
  void a_misspelt_key_keeps_the_actor_system_from_starting() {
    assertThat(refusal(directory, "test", "troupe.raft.election-timeot = 1s"))
        .contains("unknown key troupe.raft.election-timeot")
        .contains("did you mean troupe.raft.election-timeout?");
  }

  @Test
  void a_malformed_contact_point_keeps_the_actor_system_from_starting() {
    assertThat(refusal(directory, "test", "troupe.gateway.contact-points = [\"10.0.0.1:7355\"]"))
        .contains("troupe.gateway.contact-points: \"10.0.0.1:7355\" is no address of a node")
        .contains("write pekko://test@HOST:PORT");
  }

  @Test
  void a_group_needs_a_node_id() {
    try (TestKit kit = new TestKit(directory, "troupe.node-id = \"\"")) {
      assertThatExceptionOfType(TroupeConfigurationException.class)
          .isThrownBy(() -> Troupe.get(kit.kit.system()).start(Ledger.GROUP))
          .withMessageContaining("troupe.node-id is not set")
          .withMessageContaining("e.g. troupe.node-id = node-1");
    }
  }

  @Test
  void a_group_that_is_refused_can_be_started_once_but_not_twice() {
    try (TestNode node = new TestNode(directory, "")) {
      Troupe troupe = Troupe.get(node.kit.system());

      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> troupe.start(Ledger.MENDED))
          .withMessageContaining("group ledger is already started on this node");

      assertThat(node.write("+a")).isEqualTo("1");
    }
  }

  @Test
  void a_data_directory_that_cannot_be_written_is_refused() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "no directory");

    assertThat(refusal(file.resolve("data"), "test", ""))
        .contains("troupe.data-dir")
        .contains(file.resolve("data").toString());
  }

  @Test
  void a_data_directory_in_use_is_refused_and_its_user_goes_on() {
    try (TestNode node = new TestNode(directory, "")) {
      assertThat(refusal(directory, "test", ""))
          .contains("troupe.data-dir")
          .contains(directory.toString())
          .contains("is in use by this process")
          .contains("stop it, or configure a directory of its own");

      assertThat(node.write("+a")).isEqualTo("1");
    }
  }

  @Test
  void a_data_directory_of_another_node_or_cluster_is_refused_and_keeps_its_data() {
    try (TestNode node = new TestNode(directory, "")) {
      node.write("+a");
    }

    assertThat(refusal(directory, "test", "troupe.node-id = node-2"))
        .contains("troupe.data-dir", directory.toString())
        .contains("field node-id: expected node-2, found node-1");
    assertThat(refusal(directory, "other", ""))
        .contains("troupe.data-dir", directory.toString())
        .contains("field cluster: expected other, found test");

    try (TestNode node = new TestNode(directory, "")) {
      assertThat(node.read("all")).isEqualTo("+a");
    }
  }

  /** The message of the exception with which an ActorSystem does not start. */
  private static String refusal(Path directory, String system, String extraConfig) {
    Throwable thrown =
        catchThrowable(
            () ->
                ActorTestKit.create(system, TestNode.config(directory, extraConfig))
                    .shutdownTestKit());
    for (Throwable next = thrown; next != null; next = next.getCause()) {
      if (next instanceof TroupeConfigurationException) {
        return String.valueOf(next.getMessage());
      }
    }
    throw new AssertionError("not refused", thrown);
  }

  /** An ActorSystem in which no group is started. */
  private static final class TestKit implements AutoCloseable {
    private final ActorTestKit kit;

    private TestKit(Path directory, String extraConfig) {
      kit = ActorTestKit.create("test", TestNode.config(directory, extraConfig));
    }

    @Override
    public void close() {
      kit.shutdownTestKit();
    }
  }
}
