package io.troupe.persistence.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.persistence.SaveSnapshotSuccess;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotProtocol;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A snapshot in a JVM whose heap has room for its bytes once and a half; {@code
 * -Dtroupe.snapshot.mebibytes=N} chooses another size.
 */
class LargeSnapshotTest {
  private static final int MEBIBYTES = Integer.getInteger("troupe.snapshot.mebibytes", 64);
  private static final int PEKKO_MEBIBYTES = 24;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir Path directory;

  @Test
  void saving_and_loading_holds_the_serialized_state_once() throws Exception {
    // Serial, and a small young generation: so the large arrays have the rest for themselves.
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx" + (MEBIBYTES * 3 / 2 + PEKKO_MEBIBYTES) + "m",
                    "-Xmn" + PEKKO_MEBIBYTES / 2 + "m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    SaveAndLoad.class.getName(),
                    directory.toString(),
                    Integer.toString(MEBIBYTES)))
            .redirectErrorStream(true)
            .start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(output).endsWith("saved and loaded " + (MEBIBYTES << 20) + " bytes\n");
    } finally {
      process.destroyForcibly();
    }
  }

  /** The JVM with the small heap. */
  static final class SaveAndLoad {
    private SaveAndLoad() {}

    public static void main(String[] arguments) throws IOException {
      Config config =
          ConfigFactory.parseString(
              """
              pekko.persistence.snapshot-store.plugin = troupe.persistence.leveldb.snapshot-store
              troupe.persistence.leveldb.snapshot-store.dir = "%s"
              """
                  .formatted(arguments[0]));
      ActorSystem system = ActorSystem.create("s", config.withFallback(ConfigFactory.load()));
      ActorRef store = Persistence.get(system).snapshotStoreFor("", ConfigFactory.empty());
      save(system, store, Integer.parseInt(arguments[1]) << 20);
      System.out.printf("saved and loaded %d bytes%n", load(system, store));
      System.out.flush();
      Runtime.getRuntime().halt(0);
    }

    private static void save(ActorSystem system, ActorRef store, int bytes) {
      TestKit probe = new TestKit(system);
      byte[] state = new byte[bytes];
      state[bytes - 1] = 7;
      store.tell(
          new SnapshotProtocol.SaveSnapshot(new SnapshotMetadata("large", 1, 0), state),
          probe.getRef());
      probe.expectMsgClass(PATIENCE, SaveSnapshotSuccess.class);
    }

    private static int load(ActorSystem system, ActorRef store) {
      TestKit probe = new TestKit(system);
      store.tell(
          new SnapshotProtocol.LoadSnapshot(
              "large", SnapshotSelectionCriteria.latest(), Long.MAX_VALUE),
          probe.getRef());
      byte[] state =
          (byte[])
              probe
                  .expectMsgClass(PATIENCE, SnapshotProtocol.LoadSnapshotResult.class)
                  .snapshot()
                  .get()
                  .snapshot();
      return state[state.length - 1] == 7 ? state.length : -1;
    }
  }
}
