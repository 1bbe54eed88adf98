package io.troupe.actors;

import static io.troupe.actors.Codec.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's example of a register: it compiles, it runs, and the README shows this code. */
class ReadmeRegisterTest {
  private static final Path README = Path.of("../README.md");
  private static final Path SOURCE =
      Path.of("src/test/java/io/troupe/actors/ReadmeRegisterTest.java");
  private static final String MARK = "  // #example\n";

  // #example
  static ReplicatedRegister<String> startSeats(ActorSystem<?> system) {
    return Troupe.get(system).register(RegisterSpec.of("seats", utf8()));
  }

  static CompletionStage<String> take(ReplicatedRegister<String> seats, String seat, String who) {
    return seats
        .compareAndSet(seat, Optional.empty(), Optional.of(who))
        .thenApply(
            outcome ->
                outcome.match(
                    committed -> committed.before().map(it -> "taken by " + it).orElse("yours"),
                    rejected -> "try again: " + rejected.message(), // nothing happened
                    unknown -> "look first: " + unknown.message())); // it may have happened
  }

  // #example

  @Test
  void a_seat_is_taken_once(@TempDir Path directory) {
    ActorTestKit kit =
        ActorTestKit.create(
            "theatre",
            ConfigFactory.parseString(
                    """
                    troupe.node-id = node-1
                    troupe.registers.seats.members = [node-1]
                    troupe.data-dir = "%s"
                    """
                        .formatted(directory))
                .withFallback(ConfigFactory.load()));
    try {
      ReplicatedRegister<String> seats = startSeats(kit.system());

      assertThat(TestCluster.get(take(seats, "12A", "ann"))).isEqualTo("yours");
      assertThat(TestCluster.get(take(seats, "12A", "bob"))).isEqualTo("taken by ann");
      assertThat(TestCluster.get(take(seats, "12B", "bob"))).isEqualTo("yours");
    } finally {
      kit.shutdownTestKit();
    }
  }

  @Test
  void the_readme_shows_this_code() throws IOException {
    String source = Files.readString(SOURCE);
    int from = source.indexOf(MARK) + MARK.length();
    String region = source.substring(from, source.indexOf(MARK, from));
    String example = region.stripTrailing().stripIndent();

    assertThat(Files.readString(README)).contains("```java\n" + example + "\n```\n");
  }
}
