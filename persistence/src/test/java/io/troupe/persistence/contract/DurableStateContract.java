package io.troupe.persistence.contract;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.persistence.state.DurableStateStoreRegistry;
import org.apache.pekko.persistence.state.javadsl.DurableStateUpdateStore;
import org.apache.pekko.persistence.state.javadsl.GetObjectResult;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Pekko Persistence asks of a durable state store, with its revisions checked. A subclass
 * names the plugin; all tests share one actor system, each with a persistence id of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DurableStateContract {
  private static final long PATIENCE_SECONDS = 20;

  protected Path directory;

  /** Of each test its own. */
  protected String id;

  protected ActorSystem system;
  protected DurableStateUpdateStore<Object> store;
  private int tests;

  /** Selects the plugin, which keeps its files in the directory. */
  protected abstract Config config(Path directory);

  @BeforeAll
  void open(@TempDir Path files) {
    directory = files;
    id = "";
    start();
  }

  @SuppressWarnings("unchecked") // Pekko's registry knows no more
  private void start() {
    system =
        ActorSystem.create(
            "states",
            config(directory).withFallback(Visit.CONFIG).withFallback(ConfigFactory.load()));
    store =
        DurableStateStoreRegistry.get(system)
            .getDurableStateStoreFor(DurableStateUpdateStore.class, "");
  }

  @BeforeEach
  void nameId() {
    id = "state|" + ++tests;
  }

  /** Stops the actor system; {@link #restart} follows. */
  @AfterAll
  protected final void stop() {
    TestKit.shutdownActorSystem(system);
  }

  protected final void restart() {
    stop();
    start();
  }

  /** Waits; throws what the stage failed with. */
  protected static <T> T get(CompletionStage<T> stage) throws Exception {
    try {
      return stage.toCompletableFuture().get(PATIENCE_SECONDS, SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  protected final void requireStored(Optional<Object> state, long revision) throws Exception {
    GetObjectResult<Object> found = get(store.getObject(id));
    assertThat(found.value()).isEqualTo(state);
    assertThat(found.revision()).isEqualTo(revision);
  }

  protected static void requireRefused(CompletionStage<?> change) {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> change.toCompletableFuture().get(PATIENCE_SECONDS, SECONDS))
        .havingCause()
        .isNotInstanceOf(TimeoutException.class);
  }

  @Test
  void an_unknown_id_has_no_state_and_revision_0() throws Exception {
    requireStored(Optional.empty(), 0);
  }

  @Test
  void the_newest_state_is_there_also_after_a_restart() throws Exception {
    get(store.upsertObject(id, 1, "one", "tag"));
    requireStored(Optional.of("one"), 1);
    get(store.upsertObject(id, 2, "two", ""));

    requireStored(Optional.of("two"), 2);
    restart();
    requireStored(Optional.of("two"), 2);
    get(store.upsertObject(id, 3, "three", ""));
    requireStored(Optional.of("three"), 3);
  }

  @Test
  void states_of_different_ids_do_not_mix() throws Exception {
    get(store.upsertObject(id, 1, "mine", ""));
    get(store.upsertObject(id + "-other", 1, "other", ""));

    requireStored(Optional.of("mine"), 1);
  }

  @Test
  void a_deletion_takes_a_revision_and_keeps_it() throws Exception {
    get(store.upsertObject(id, 1, "one", ""));
    get(store.deleteObject(id, 2));

    requireStored(Optional.empty(), 2);
    restart();
    requireStored(Optional.empty(), 2);
    get(store.upsertObject(id, 3, "three", ""));
    requireStored(Optional.of("three"), 3);
  }

  @Test
  void a_change_with_any_revision_but_the_next_is_refused() throws Exception {
    requireRefused(store.upsertObject(id, 2, "early", ""));
    requireRefused(store.upsertObject(id, 0, "none", ""));
    get(store.upsertObject(id, 1, "one", ""));

    requireRefused(store.upsertObject(id, 1, "again", ""));
    requireRefused(store.upsertObject(id, 3, "early", ""));
    requireRefused(store.deleteObject(id, 1));
    requireRefused(store.deleteObject(id, 99));

    requireStored(Optional.of("one"), 1);
    restart();
    requireStored(Optional.of("one"), 1);
  }

  @Test
  void what_was_meant_for_a_deleted_state_is_refused() throws Exception {
    get(store.upsertObject(id, 1, "one", ""));
    get(store.deleteObject(id, 2));

    requireRefused(store.upsertObject(id, 2, "late", ""));
    requireRefused(store.upsertObject(id, 1, "first", ""));

    requireStored(Optional.empty(), 2);
  }

  @Test
  void of_many_writers_of_one_revision_one_wins() throws Exception {
    for (int revision = 1; revision <= 20; revision++) {
      int next = revision;
      var changes =
          IntStream.range(0, 5)
              .mapToObj(writer -> store.upsertObject(id, next, "by " + writer, ""))
              .toList();
      int won = 0;
      for (var change : changes) {
        won +=
            change
                .handle((done, failure) -> failure == null ? 1 : 0)
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, SECONDS);
      }
      assertThat(won).isEqualTo(1);
    }
    assertThat(get(store.getObject(id)).revision()).isEqualTo(20);
  }

  @Test
  void a_state_that_holds_an_actor_reference_is_serialized_with_its_address() throws Exception {
    Visit visit = new Visit(new TestKit(system).getRef());

    get(store.upsertObject(id, 1, visit, ""));

    requireStored(Optional.of(visit), 1);
  }

  @Test
  void a_state_that_cannot_be_serialized_fails_and_the_older_one_stays() throws Exception {
    get(store.upsertObject(id, 1, "one", ""));

    requireRefused(store.upsertObject(id, 2, new Object(), ""));

    requireStored(Optional.of("one"), 1);
    get(store.upsertObject(id, 2, "two", ""));
  }

  @Test
  @SuppressWarnings("deprecation") // it must work as long as it is there
  void the_deletion_without_a_revision_deletes_whatever_is_there() throws Exception {
    get(store.upsertObject(id, 1, "one", ""));

    get(store.deleteObject(id));

    assertThat(get(store.getObject(id)).value()).isEmpty();
  }
}
