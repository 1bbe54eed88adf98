package io.troupe.persistence.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.persistence.DeleteSnapshotSuccess;
import org.apache.pekko.persistence.DeleteSnapshotsSuccess;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.persistence.SaveSnapshotFailure;
import org.apache.pekko.persistence.SaveSnapshotSuccess;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotProtocol;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.OptionConverters;

/**
 * What Pekko Persistence asks of a snapshot store. A subclass names the plugin; all tests share one
 * actor system, each with a persistence id of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SnapshotStoreContract {
  protected static final SnapshotSelectionCriteria LATEST = SnapshotSelectionCriteria.latest();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  protected Path directory;

  /** Of each test its own, and not easy as the name of a file. */
  protected String id;

  private ActorSystem system;
  private ActorRef store;
  private int tests;

  /** Selects the plugin, which keeps its files in the directory. */
  protected abstract Config config(Path directory);

  /** Whether metadata, which Pekko leaves to the plugin, is kept. */
  protected boolean keepsMetadata() {
    return true;
  }

  @BeforeAll
  void open(@TempDir Path files) {
    directory = files;
    id = "";
    start();
  }

  private void start() {
    system =
        ActorSystem.create(
            "snapshots",
            config(directory).withFallback(Visit.CONFIG).withFallback(ConfigFactory.load()));
    store = Persistence.get(system).snapshotStoreFor("", ConfigFactory.empty());
  }

  @BeforeEach
  void nameId() {
    id = "entity|ä/../" + ++tests;
  }

  @AfterAll
  void close() {
    TestKit.shutdownActorSystem(system);
  }

  protected final void restart() {
    close();
    start();
  }

  protected final Object ask(Object request) {
    TestKit probe = new TestKit(system);
    store.tell(request, probe.getRef());
    return probe.expectMsgAnyClassOf(PATIENCE, Object.class);
  }

  protected final SnapshotMetadata save(String id, long sequenceNr, Object state) {
    Object answer =
        ask(new SnapshotProtocol.SaveSnapshot(new SnapshotMetadata(id, sequenceNr, 0), state));
    return ((SaveSnapshotSuccess) answer).metadata();
  }

  protected final Object loadAnswer(String id, SnapshotSelectionCriteria criteria) {
    return ask(new SnapshotProtocol.LoadSnapshot(id, criteria, Long.MAX_VALUE));
  }

  private List<SelectedSnapshot> loaded(Object answer) {
    SnapshotProtocol.LoadSnapshotResult result = (SnapshotProtocol.LoadSnapshotResult) answer;
    return OptionConverters.toJava(result.snapshot()).stream().toList();
  }

  /** The state that is found, or none. */
  protected final List<Object> load(String id, SnapshotSelectionCriteria criteria) {
    return loaded(loadAnswer(id, criteria)).stream().map(SelectedSnapshot::snapshot).toList();
  }

  private static SnapshotSelectionCriteria upTo(long sequenceNr) {
    return SnapshotSelectionCriteria.create(sequenceNr, Long.MAX_VALUE);
  }

  @Test
  void the_newest_matching_snapshot_is_loaded_also_after_a_restart() {
    save(id, 10, "ten");
    save(id, 20, "twenty");
    save(id + "-other", 30, "thirty");

    for (int start = 0; start < 2; start++) {
      assertThat(load(id, LATEST)).containsExactly("twenty");
      assertThat(load(id, upTo(19))).containsExactly("ten");
      assertThat(load(id, upTo(9))).isEmpty();
      assertThat(load(id + "-nobody", LATEST)).isEmpty();
      restart();
    }
  }

  @Test
  void every_bound_of_the_criteria_counts() {
    long saved = save(id, 10, "ten").timestamp();

    assertThat(load(id, SnapshotSelectionCriteria.create(10, saved, 10, saved)))
        .containsExactly("ten");
    assertThat(load(id, SnapshotSelectionCriteria.create(9, saved, 0, 0))).isEmpty();
    assertThat(load(id, SnapshotSelectionCriteria.create(10, saved - 1, 0, 0))).isEmpty();
    assertThat(load(id, SnapshotSelectionCriteria.create(20, saved, 11, 0))).isEmpty();
    assertThat(load(id, SnapshotSelectionCriteria.create(20, saved + 1, 0, saved + 1))).isEmpty();
    assertThat(load(id, SnapshotSelectionCriteria.none())).isEmpty();
  }

  @Test
  void a_load_looks_no_further_than_the_sequence_number_of_the_recovery() {
    save(id, 10, "ten");
    save(id, 20, "twenty");

    assertThat(loaded(ask(new SnapshotProtocol.LoadSnapshot(id, LATEST, 15))))
        .extracting(SelectedSnapshot::snapshot)
        .containsExactly("ten");
  }

  @Test
  void deleted_snapshots_are_gone_and_the_others_stay() {
    save(id, 10, "ten");
    SnapshotMetadata twenty = save(id, 20, "twenty");
    save(id, 30, "thirty");

    assertThat(ask(new SnapshotProtocol.DeleteSnapshot(twenty)))
        .isInstanceOf(DeleteSnapshotSuccess.class);
    assertThat(load(id, upTo(29))).containsExactly("ten");
    assertThat(ask(new SnapshotProtocol.DeleteSnapshots(id, upTo(10))))
        .isInstanceOf(DeleteSnapshotsSuccess.class);

    assertThat(load(id, LATEST)).containsExactly("thirty");
    assertThat(load(id, upTo(29))).isEmpty();
  }

  @Test
  void a_deletion_keeps_to_the_bound_of_time() {
    long saved = save(id, 10, "ten").timestamp();

    ask(
        new SnapshotProtocol.DeleteSnapshots(
            id, SnapshotSelectionCriteria.create(10, saved - 1, 0, 0)));

    assertThat(load(id, LATEST)).containsExactly("ten");
  }

  @Test
  void a_snapshot_that_is_saved_again_is_replaced() {
    save(id, 10, "ten");
    save(id, 10, "ten again");

    assertThat(load(id, LATEST)).containsExactly("ten again");
  }

  @Test
  void metadata_is_kept() {
    assumeTrue(keepsMetadata());
    SnapshotMetadata metadata = new SnapshotMetadata(id, 10, 0).withMetadata("some metadata");

    ask(new SnapshotProtocol.SaveSnapshot(metadata, "ten"));

    assertThat(loaded(loadAnswer(id, LATEST)))
        .singleElement()
        .satisfies(
            snapshot ->
                assertThat(OptionConverters.toJava(snapshot.metadata().metadata()))
                    .contains("some metadata"));
  }

  @Test
  void a_state_that_holds_an_actor_reference_is_serialized_with_its_address() {
    Visit visit = new Visit(new TestKit(system).getRef());

    save(id, 10, visit);

    assertThat(load(id, LATEST)).containsExactly(visit);
  }

  @Test
  void a_large_state_comes_back_unchanged() {
    byte[] large = new byte[5 << 20];
    new java.util.Random(7).nextBytes(large);

    save(id, 10, large);

    assertThat(load(id, LATEST)).containsExactly(large);
  }

  @Test
  void a_state_that_cannot_be_serialized_fails_and_the_older_one_stays() {
    save(id, 10, "ten");

    Object answer =
        ask(new SnapshotProtocol.SaveSnapshot(new SnapshotMetadata(id, 20, 0), new Object()));

    assertThat(answer).isInstanceOf(SaveSnapshotFailure.class);
    assertThat(load(id, LATEST)).containsExactly("ten");
  }
}
