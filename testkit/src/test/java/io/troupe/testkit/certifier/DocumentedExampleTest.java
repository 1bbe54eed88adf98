package io.troupe.testkit.certifier;

import static io.troupe.actors.Codec.utf8;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.troupe.actors.ReplicatedGroup;
import io.troupe.actors.SnapshotWriter;
import io.troupe.actors.StateMachine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The example of docs/testing.md: it compiles, it runs, and the page shows this very code. */
class DocumentedExampleTest {
  private static final Path PAGE = Path.of("../docs/testing.md");
  private static final Path SOURCE =
      Path.of("src/test/java/io/troupe/testkit/certifier/DocumentedExampleTest.java");
  private static final String MARK = "  // #example\n";

  // #example
  @Test
  void seats_can_be_replicated() {
    ReplicatedGroup<String, String, String> group =
        ReplicatedGroup.of("seats", Seats::new, utf8(), utf8(), utf8());

    StateMachineCertifier.of(group)
        .commands(DocumentedExampleTest::seat)
        .queries(DocumentedExampleTest::seat)
        .certify();
  }

  private static String seat(RandomGenerator random) {
    return "" + random.nextInt(1, 30) + "ABCDEF".charAt(random.nextInt(6));
  }

  // #example

  @Test
  void the_page_shows_this_code() throws IOException {
    String source = Files.readString(SOURCE);
    int from = source.indexOf(MARK) + MARK.length();
    String region = source.substring(from, source.indexOf(MARK, from));
    String example = region.stripTrailing().stripIndent();

    assertThat(Files.readString(PAGE)).contains("```java\n" + example + "\n```\n");
  }

  @Test
  void the_page_shows_what_is_said_of_seats_that_are_not_cleared() throws IOException {
    LawBroken broken =
        catchThrowableOfType(LawBroken.class, () -> certify(SeatsThatAreNotCleared::new));

    assertThat(Files.readString(PAGE)).contains("```\n" + broken.getMessage() + "\n```\n");
  }

  private static void certify(Supplier<? extends StateMachine<String, String, String>> machine) {
    StateMachineCertifier.of(ReplicatedGroup.of("seats", machine, utf8(), utf8(), utf8()))
        .commands(DocumentedExampleTest::seat)
        .queries(DocumentedExampleTest::seat)
        .certify();
  }

  /** The README's. */
  private static class Seats implements StateMachine<String, String, String> {
    final Set<String> taken = new TreeSet<>();

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
      byte[] frozen = String.join("\n", taken).getBytes(UTF_8);
      return out -> out.write(frozen);
    }

    @Override
    public void restore(InputStream snapshot) throws IOException {
      taken.clear();
      new String(snapshot.readAllBytes(), UTF_8).lines().forEach(taken::add);
    }
  }

  private static final class SeatsThatAreNotCleared extends Seats {
    @Override
    public void restore(InputStream snapshot) throws IOException {
      new String(snapshot.readAllBytes(), UTF_8).lines().forEach(taken::add);
    }
  }
}
