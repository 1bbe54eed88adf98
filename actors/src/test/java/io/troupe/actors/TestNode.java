package io.troupe.actors;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;

/** One node without a network, the only voter of its group unless configured otherwise. */
final class TestNode implements AutoCloseable {
  final ActorTestKit kit;
  final Group<String, String, String> group;

  TestNode(Path directory, String extraConfig) {
    this(directory, extraConfig, Ledger.GROUP);
  }

  TestNode(
      Path directory, String extraConfig, ReplicatedGroup<String, String, String> description) {
    kit = ActorTestKit.create("test", config(directory, extraConfig));
    try {
      group = Troupe.get(kit.system()).start(description);
    } catch (RuntimeException refused) {
      kit.shutdownTestKit();
      throw refused;
    }
  }

  static Config config(Path directory, String extraConfig) {
    return ConfigFactory.parseString(extraConfig)
        .withFallback(
            ConfigFactory.parseString(
                """
                pekko.actor.provider = local
                pekko.actor.allow-java-serialization = off
                pekko.coordinated-shutdown.exit-jvm = off
                troupe {
                  node-id = node-1
                  data-dir = "%s"
                  groups.ledger.voters = [node-1]
                  raft { heartbeat-interval = 10ms, election-timeout = 50ms }
                }
                """
                    .formatted(directory)))
        .withFallback(ConfigFactory.load());
  }

  String write(String command) {
    return committed(TestCluster.get(group.write(command)));
  }

  /** Writes that many lines of about 100 bytes each, some at a time. */
  void writeLines(int count) {
    List<CompletionStage<Outcome<String>>> outcomes = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      outcomes.add(group.write("+" + "x".repeat(100) + i));
      if (i % 10 == 0 || i == count) {
        outcomes.forEach(outcome -> committed(TestCluster.get(outcome)));
        outcomes.clear();
      }
    }
  }

  String read(String query) {
    return committed(TestCluster.get(group.read(query)));
  }

  GroupStatus status() {
    return TestCluster.get(group.status());
  }

  /** Waits until the group has stopped, and gives the whole chain of messages that say why. */
  static String failure(Group<?, ?, ?> group) {
    Throwable failed = TestCluster.get(group.failure().handle((done, thrown) -> thrown));
    StringBuilder all = new StringBuilder();
    for (Throwable next = failed; next != null; next = next.getCause()) {
      all.append(next.getMessage()).append('\n');
    }
    return all.toString();
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }

  private static String committed(Outcome<String> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Committed.class);
    return ((Outcome.Committed<String>) outcome).reply();
  }
}
