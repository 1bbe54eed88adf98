package io.troupe.persistence.leveldb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.troupe.persistence.contract.JournalDriver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.persistence.AbstractPersistentActor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kill -9} of a JVM that writes events, at random moments, again and again. */
class KillTest {
  private static final int ROUNDS = 5;
  private static final int ACTORS = 8;
  private static final int ACKNOWLEDGED_MOST = 4_000;

  @TempDir Path directory;

  @ParameterizedTest(name = "native engine: {0}")
  @ValueSource(booleans = {true, false})
  void every_acknowledged_event_is_there_in_order_after_kill_9(boolean useNative)
      throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<String, Long> acknowledged = new HashMap<>();

    for (int round = 0; round < (useNative ? ROUNDS : 1); round++) {
      writeAndKill(useNative, 1 + random.nextInt(ACKNOWLEDGED_MOST), acknowledged);

      try (JournalDriver journal = new JournalDriver(Plugins.config(directory, useNative))) {
        acknowledged.forEach(
            (id, newest) -> {
              JournalDriver.Replayed replayed = journal.replay(id);
              assertThat(replayed.highest())
                  .as("seed %d: highest of %s", seed, id)
                  .isGreaterThanOrEqualTo(newest);
              assertThat(replayed.payloads())
                  .as("seed %d: events of %s", seed, id)
                  .hasSize((int) replayed.highest());
              for (int i = 0; i < replayed.events().size(); i++) {
                assertThat(replayed.payloads().get(i)).isEqualTo(id + "/" + (i + 1));
              }
            });
      }
    }
  }

  /** Runs a writer until it has acknowledged that many events; notes the newest of each id. */
  private void writeAndKill(boolean useNative, int events, Map<String, Long> acknowledged)
      throws IOException {
    Process writer =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Writer.class.getName(),
                    directory.toString(),
                    Boolean.toString(useNative)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(writer.getInputStream(), UTF_8))) {
      int seen = 0;
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (++seen == events) {
          // Not through the Process, which would close its output before it is read.
          writer.toHandle().destroyForcibly();
        }
        int slash = line.indexOf('/');
        // The last line may be torn by the kill; a newline is what completes an acknowledgement.
        if (slash > 0 && line.endsWith(";")) {
          String number = line.substring(slash + 1, line.length() - 1);
          acknowledged.merge(line.substring(0, slash), Long.parseLong(number), Math::max);
        }
      }
      assertThat(seen).as("lines of the writer").isGreaterThanOrEqualTo(events);
    } finally {
      writer.destroyForcibly();
      writer.onExit().join();
    }
  }

  /** The process that is killed: persistent actors that write without end. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      Config config = Plugins.config(Path.of(arguments[0]), Boolean.parseBoolean(arguments[1]));
      ActorSystem system = ActorSystem.create("w", config.withFallback(ConfigFactory.load()));
      for (int i = 0; i < ACTORS; i++) {
        String id = "actor-" + i;
        system.actorOf(Props.create(Endless.class, () -> new Endless(id)));
      }
      // The input ends with the parent, which may itself be killed.
      int end = System.in.read();
      Runtime.getRuntime().halt(end);
    }
  }

  static final class Endless extends AbstractPersistentActor {
    private final String id;

    Endless(String id) {
      this.id = id;
    }

    @Override
    public void postStop() {
      // Only a failure stops it; the parent then sees the end of the output.
      Runtime.getRuntime().halt(1);
    }

    @Override
    public String persistenceId() {
      return id;
    }

    @Override
    public Receive createReceiveRecover() {
      return receiveBuilder()
          .match(String.class, event -> {})
          .matchAny(done -> getSelf().tell("more", getSelf()))
          .build();
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder().matchEquals("more", more -> persistMore()).build();
    }

    private void persistMore() {
      long next = lastSequenceNr() + 1;
      List<String> events = List.of(id + "/" + next, id + "/" + (next + 1));
      persistAll(events, event -> System.out.println(event + ";"));
      deferAsync("", done -> getSelf().tell("more", getSelf()));
    }
  }
}
