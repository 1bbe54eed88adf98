package io.troupe.actors;

import static io.troupe.actors.Codec.utf8;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README: it compiles, it runs, and the README shows this very code. */
class ReadmeExampleTest {
  private static final Path README = Path.of("../README.md");
  private static final Path SOURCE =
      Path.of("src/test/java/io/troupe/actors/ReadmeExampleTest.java");
  private static final String MARK = "  // #example\n";

  // #example
  /** Which seats are taken. Every replica has one, and applies the same commands in one order. */
  static final class Seats implements StateMachine<String, String, String> {
    private final Set<String> taken = new TreeSet<>();

    @Override
    public String apply(String seat, long index) {
      return taken.add(seat) ? "yours" : "taken";
    }

    @Override
    public String query(String seat) {
      return taken.contains(seat) ? "taken" : "free";
    }

    @Override
    public SnapshotWriter snapshot() {
      List<String> frozen = List.copyOf(taken);
      return out -> {
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(frozen.size());
        for (String seat : frozen) {
          byte[] name = seat.getBytes(UTF_8);
          data.writeInt(name.length);
          data.write(name);
        }
        data.flush();
      };
    }

    @Override
    public void restore(InputStream snapshot) throws IOException {
      taken.clear();
      DataInputStream data = new DataInputStream(snapshot);
      for (int seats = data.readInt(); seats > 0; seats--) {
        taken.add(new String(data.readNBytes(data.readInt()), UTF_8));
      }
    }
  }

  static Group<String, String, String> startSeats(ActorSystem<?> system) {
    return Troupe.get(system)
        .start(ReplicatedGroup.of("seats", Seats::new, utf8(), utf8(), utf8()));
  }

  static CompletionStage<String> take(Group<String, String, String> seats, String seat) {
    return seats
        .write(seat)
        .thenApply(
            outcome ->
                outcome.match(
                    committed -> committed.reply(), // on the disks of a majority
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
                    troupe.groups.seats.voters = [node-1]
                    troupe.data-dir = "%s"
                    """
                        .formatted(directory))
                .withFallback(ConfigFactory.load()));
    try {
      Group<String, String, String> seats = startSeats(kit.system());

      assertThat(TestCluster.get(take(seats, "12A"))).isEqualTo("yours");
      assertThat(TestCluster.get(take(seats, "12A"))).isEqualTo("taken");
      assertThat(TestCluster.get(seats.read("12A")))
          .isInstanceOfSatisfying(
              Outcome.Committed.class, read -> assertThat(read.reply()).isEqualTo("taken"));
    } finally {
      kit.shutdownTestKit();
    }
  }

  @Test
  void any_seat_survives_a_snapshot() throws IOException {
    Seats seats = new Seats();
    List<String> names = List.of("12A", "", "a\nb", "\u00e9");
    names.forEach(name -> seats.apply(name, 1));
    ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
    seats.snapshot().writeTo(snapshot);

    Seats restored = new Seats();
    restored.apply("of before", 1);
    restored.restore(new ByteArrayInputStream(snapshot.toByteArray()));

    assertThat(restored.taken).containsExactlyInAnyOrderElementsOf(names);
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
