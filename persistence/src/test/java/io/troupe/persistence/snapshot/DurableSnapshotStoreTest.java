package io.troupe.persistence.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.persistence.SaveSnapshotSuccess;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotProtocol;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.OptionConverters;

class DurableSnapshotStoreTest {
  private static final String ID = "entity|ä/../1";
  private static final SnapshotSelectionCriteria LATEST = SnapshotSelectionCriteria.latest();

  @TempDir Path directory;
  private ActorSystem system = ActorSystem.create("unused");
  private ActorRef store = ActorRef.noSender();

  @BeforeEach
  void open() {
    TestKit.shutdownActorSystem(system);
    Config config =
        ConfigFactory.parseString(
            String.format(
                "pekko.persistence.snapshot-store.plugin ="
                    + " troupe.persistence.leveldb.snapshot-store%n"
                    + "pekko.loggers = [\"org.apache.pekko.event.slf4j.Slf4jLogger\"]%n"
                    + "troupe.persistence.leveldb.snapshot-store.dir = \"%s\"",
                directory));
    system = ActorSystem.create("snapshots", config.withFallback(ConfigFactory.load()));
    store = Persistence.get(system).snapshotStoreFor("", ConfigFactory.empty());
  }

  @AfterEach
  void close() {
    TestKit.shutdownActorSystem(system);
  }

  private Object ask(Object request) {
    TestKit probe = new TestKit(system);
    store.tell(request, probe.getRef());
    return probe.expectMsgAnyClassOf(Duration.ofSeconds(20), Object.class);
  }

  private SnapshotMetadata save(String id, long sequenceNr, Object state) {
    Object answer =
        ask(new SnapshotProtocol.SaveSnapshot(new SnapshotMetadata(id, sequenceNr, 0), state));
    return ((SaveSnapshotSuccess) answer).metadata();
  }

  private Object loadAnswer(String id, SnapshotSelectionCriteria criteria) {
    return ask(new SnapshotProtocol.LoadSnapshot(id, criteria, Long.MAX_VALUE));
  }

  private List<Object> load(String id, SnapshotSelectionCriteria criteria) {
    SnapshotProtocol.LoadSnapshotResult result =
        (SnapshotProtocol.LoadSnapshotResult) loadAnswer(id, criteria);
    return OptionConverters.toJava(result.snapshot()).stream()
        .map(SelectedSnapshot::snapshot)
        .toList();
  }

  private List<Path> filesNewestFirst() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".snapshot"))
          .sorted(java.util.Comparator.reverseOrder())
          .toList();
    }
  }

  private static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void the_newest_matching_snapshot_is_loaded_also_after_a_restart() {
    save(ID, 10, "ten");
    save(ID, 20, "twenty");
    save("other", 30, "thirty");

    for (int start = 0; start < 2; start++) {
      assertThat(load(ID, LATEST)).containsExactly("twenty");
      assertThat(load(ID, SnapshotSelectionCriteria.create(19, Long.MAX_VALUE)))
          .containsExactly("ten");
      assertThat(load(ID, SnapshotSelectionCriteria.create(9, Long.MAX_VALUE))).isEmpty();
      assertThat(load("nobody", LATEST)).isEmpty();
      open();
    }
  }

  @Test
  void deleted_snapshots_are_gone_and_the_others_stay() {
    save(ID, 10, "ten");
    SnapshotMetadata twenty = save(ID, 20, "twenty");
    save(ID, 30, "thirty");

    ask(new SnapshotProtocol.DeleteSnapshot(twenty));
    ask(
        new SnapshotProtocol.DeleteSnapshots(
            ID, SnapshotSelectionCriteria.create(10, Long.MAX_VALUE)));

    assertThat(load(ID, LATEST)).containsExactly("thirty");
    assertThat(load(ID, SnapshotSelectionCriteria.create(29, Long.MAX_VALUE))).isEmpty();
  }

  @Test
  void a_damaged_snapshot_is_passed_over_for_the_older_one() throws IOException {
    save(ID, 10, "ten");
    save(ID, 20, "twenty");

    damage(filesNewestFirst().get(0));

    assertThat(load(ID, LATEST)).containsExactly("ten");
  }

  @Test
  void when_all_snapshots_are_damaged_loading_fails_and_names_the_file() throws IOException {
    save(ID, 10, "ten");
    Path file = filesNewestFirst().get(0);

    damage(file);

    assertThat(loadAnswer(ID, LATEST))
        .isInstanceOfSatisfying(
            SnapshotProtocol.LoadSnapshotFailed.class,
            failed -> assertThat(failed.cause()).hasMessageContaining(file.toString()));
  }

  @Test
  void ids_of_any_length_and_content_have_names_of_their_own() {
    String longId = "long/".repeat(100);
    save(longId + "1", 1, "one");
    save(longId + "2", 1, "two");
    save("..", 1, "dots");

    assertThat(load(longId + "1", LATEST)).containsExactly("one");
    assertThat(load(longId + "2", LATEST)).containsExactly("two");
    assertThat(load("..", LATEST)).containsExactly("dots");
  }

  @Test
  void a_state_that_cannot_be_serialized_fails_and_leaves_no_file() throws IOException {
    save(ID, 10, "ten");

    Object answer =
        ask(new SnapshotProtocol.SaveSnapshot(new SnapshotMetadata(ID, 20, 0), new Object()));

    assertThat(answer).isInstanceOf(org.apache.pekko.persistence.SaveSnapshotFailure.class);
    assertThat(filesNewestFirst()).hasSize(1);
    assertThat(load(ID, LATEST)).containsExactly("ten");
  }
}
