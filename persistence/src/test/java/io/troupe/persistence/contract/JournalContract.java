package io.troupe.persistence.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.DeleteMessagesSuccess;
import org.apache.pekko.persistence.JournalProtocol;
import org.apache.pekko.persistence.JournalProtocol.WriteMessageRejected;
import org.apache.pekko.persistence.JournalProtocol.WriteMessageSuccess;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.OptionConverters;

/**
 * What Pekko Persistence asks of a journal. A subclass names the plugin; all tests share one actor
 * system, each with persistence ids of its own, and restart it where they ask what survives.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class JournalContract {
  protected static final String WRITER = "11111111-2222-3333-4444-555555555555";

  protected Path directory;
  protected JournalDriver journal;

  /** Of each test its own. */
  protected String id;

  private int tests;
  private boolean altered;

  /** Selects the plugin, which keeps its files in the directory. */
  protected abstract Config config(Path directory);

  /** Whether events outlive the actor system. */
  protected boolean isDurable() {
    return true;
  }

  /** Whether an event that cannot be serialized is rejected, and its whole atomic write with it. */
  protected boolean rejectsAtomically() {
    return true;
  }

  @BeforeAll
  void open(@TempDir Path files) {
    directory = files;
    journal = new JournalDriver(config(directory));
    id = "stream|0";
  }

  @BeforeEach
  void prepare() {
    id = "stream|" + ++tests;
    if (altered) {
      altered = false;
      restart();
    }
  }

  @AfterAll
  void close() {
    journal.close();
  }

  /** Starts the actor system anew, if there is something that should survive it. */
  protected final void restart() {
    if (isDurable()) {
      journal.close();
      journal = new JournalDriver(config(directory));
    }
  }

  /** Starts it anew with other settings for the rest of the test. */
  protected final void restartWith(String settings) {
    stop();
    journal =
        new JournalDriver(ConfigFactory.parseString(settings).withFallback(config(directory)));
  }

  /** Stops it for the rest of the test. */
  protected final void stop() {
    altered = true;
    journal.close();
  }

  protected static List<Long> numbers(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  @Test
  void an_unknown_id_has_no_events_and_highest_sequence_number_0() {
    JournalDriver.Replayed replayed = journal.replay(id + "-nobody");

    assertThat(replayed.events()).isEmpty();
    assertThat(replayed.highest()).isZero();
  }

  @Test
  void written_events_are_confirmed_in_order_and_replayed_with_all_their_fields() {
    JournalDriver.Answers answers = journal.write(id, WRITER, 1, 5);

    assertThat(answers.all().get(0))
        .isInstanceOf(JournalProtocol.WriteMessagesSuccessful$.MODULE$.getClass());
    assertThat(answers.of(WriteMessageSuccess.class))
        .extracting(success -> success.persistent().sequenceNr())
        .isEqualTo(numbers(1, 5));
    JournalDriver.Replayed replayed = journal.replay(id);
    assertThat(replayed.payloads()).containsExactly("a-1", "a-2", "a-3", "a-4", "a-5");
    assertThat(replayed.highest()).isEqualTo(5);
    assertThat(replayed.events())
        .allSatisfy(
            event -> {
              assertThat(event.persistenceId()).isEqualTo(id);
              assertThat(event.writerUuid()).isEqualTo(WRITER);
              assertThat(event.timestamp()).isPositive();
            });
  }

  @Test
  void a_replay_keeps_to_its_bounds_and_its_limit() {
    journal.write(id, WRITER, 1, 9);

    assertThat(journal.replay(id, 3, 6, Long.MAX_VALUE).numbers()).isEqualTo(numbers(3, 6));
    assertThat(journal.replay(id, 3, 6, 2).numbers()).isEqualTo(numbers(3, 4));
    assertThat(journal.replay(id, 3, 6, 0).numbers()).isEmpty();
    assertThat(journal.replay(id, 9, 9, 1).numbers()).isEqualTo(numbers(9, 9));
    assertThat(journal.replay(id, 6, 3, 9).numbers()).isEmpty();
    assertThat(journal.replay(id, 10, 20, 9).numbers()).isEmpty();
  }

  @Test
  void streams_do_not_mix() {
    journal.write(id + "-a", WRITER, 1, 3);
    journal.write(id + "-ab", WRITER, 1, 2);

    assertThat(journal.replay(id + "-a").numbers()).isEqualTo(numbers(1, 3));
    assertThat(journal.replay(id + "-ab").numbers()).isEqualTo(numbers(1, 2));
    assertThat(journal.replay(id).numbers()).isEmpty();
  }

  @Test
  void events_and_numbers_survive_a_restart() {
    journal.write(id, WRITER, 1, 100);
    journal.write(id + "-other", "not a uuid", 1, 3);

    restart();

    assertThat(journal.replay(id).numbers()).isEqualTo(numbers(1, 100));
    assertThat(journal.replay(id + "-other").events())
        .extracting(PersistentRepr::writerUuid)
        .containsOnly("not a uuid");
    journal.write(id, "next", 101, 102);
    assertThat(journal.replay(id).highest()).isEqualTo(102);
  }

  @Test
  void an_atomic_write_with_one_unserializable_event_stores_none_of_them() {
    assumeTrue(rejectsAtomically());
    AtomicWrite mixed = JournalDriver.atomic(id, WRITER, 2, "good", new Object(), "good");

    JournalDriver.Answers answers =
        journal.write(
            JournalDriver.atomic(id, WRITER, 1, "first"),
            mixed,
            JournalDriver.atomic(id, WRITER, 5, "last"));

    assertThat(answers.of(WriteMessageRejected.class)).hasSize(3);
    assertThat(answers.of(WriteMessageSuccess.class)).hasSize(2);
    assertThat(journal.replay(id).payloads()).containsExactly("first", "last");
    restart();
    assertThat(journal.replay(id).numbers()).containsExactly(1L, 5L);
  }

  @Test
  void deleted_events_are_gone_and_the_highest_sequence_number_stays() {
    journal.write(id, WRITER, 1, 10);

    assertThat(journal.delete(id, 4)).isEqualTo(new DeleteMessagesSuccess(4));

    assertThat(journal.replay(id).numbers()).isEqualTo(numbers(5, 10));
    restart();
    assertThat(journal.replay(id).numbers()).isEqualTo(numbers(5, 10));
    assertThat(journal.replay(id, 2, 6, 9).numbers()).isEqualTo(numbers(5, 6));
  }

  @Test
  void deleting_everything_keeps_the_highest_sequence_number_across_restarts() {
    journal.write(id, WRITER, 1, 10);

    journal.delete(id, Long.MAX_VALUE);
    restart();

    assertThat(journal.replay(id).numbers()).isEmpty();
    assertThat(journal.replay(id).highest()).isEqualTo(10);
    journal.write(id, "next", 11, 12);
    restart();
    assertThat(journal.replay(id).numbers()).isEqualTo(numbers(11, 12));
  }

  @Test
  void deleting_what_is_deleted_or_was_never_written_succeeds() {
    journal.write(id, WRITER, 1, 3);
    journal.delete(id, 2);

    assertThat(journal.delete(id, 1)).isInstanceOf(DeleteMessagesSuccess.class);
    assertThat(journal.delete(id + "-nobody", 5)).isInstanceOf(DeleteMessagesSuccess.class);

    assertThat(journal.replay(id).numbers()).isEqualTo(numbers(3, 3));
  }

  @Test
  void a_replay_may_begin_or_end_in_what_is_deleted() {
    journal.write(id, WRITER, 1, 10);
    journal.delete(id, 5);

    assertThat(journal.replay(id, 5, 7, 9).numbers()).isEqualTo(numbers(6, 7));
    assertThat(journal.replay(id, 6, 7, 9).numbers()).isEqualTo(numbers(6, 7));
    assertThat(journal.replay(id, 1, 10, 2).numbers()).isEqualTo(numbers(6, 7));
    assertThat(journal.replay(id, 2, 5, 9).numbers()).isEmpty();
    assertThat(journal.replay(id, 2, 5, 9).highest()).isEqualTo(10);
  }

  @Test
  void manifest_and_metadata_of_an_event_are_kept() {
    PersistentRepr event =
        PersistentRepr.apply("x", 1, id, "a manifest", false, ActorRef.noSender(), WRITER)
            .withMetadata("some metadata");

    journal.write(AtomicWrite.apply(event));

    restart();
    assertThat(journal.replay(id).events())
        .singleElement()
        .satisfies(
            replayed -> {
              assertThat(replayed.manifest()).isEqualTo("a manifest");
              assertThat(OptionConverters.toJava(replayed.metadata())).contains("some metadata");
            });
  }

  @Test
  void an_event_that_holds_an_actor_reference_is_serialized_with_its_address() {
    ActorRef ref = new TestKit(journal.system()).getRef();

    journal.write(JournalDriver.atomic(id, WRITER, 1, new Visit(ref)));

    assertThat(journal.replay(id).payloads()).containsExactly(new Visit(ref));
  }

  @Test
  void a_large_deletion_does_not_hold_up_the_writes_of_others() {
    for (long from = 1; from <= 20_000; from += 2_000) {
      journal.write(id, WRITER, from, from + 1_999);
    }

    journal.delete(id, 19_999);
    JournalDriver.Answers answers = journal.write(id + "-other", WRITER, 1, 100);

    assertThat(answers.of(WriteMessageSuccess.class)).hasSize(100);
    assertThat(journal.replay(id).numbers()).isEqualTo(numbers(20_000, 20_000));
    restart();
    assertThat(journal.replay(id).numbers()).isEqualTo(numbers(20_000, 20_000));
  }

  @Test
  void a_replay_sees_the_writes_that_were_under_way_when_it_was_asked_for() {
    for (int round = 0; round < 20; round++) {
      journal.send(JournalDriver.atomic(id + "-busy", WRITER, round + 1L, "x".repeat(10_000)));

      assertThat(journal.replay(id + "-busy").highest()).isEqualTo(round + 1);
    }
  }

  @Test
  void requests_of_many_streams_at_once_all_succeed() {
    List<TestKit> probes = new ArrayList<>();
    List<AtomicWrite> writes =
        IntStream.range(0, 100)
            .mapToObj(i -> JournalDriver.atomic(id + "-many-" + i, WRITER, 1, "x", "y"))
            .toList();

    for (AtomicWrite write : writes) {
      probes.add(journal.send(write));
    }

    for (int i = 0; i < probes.size(); i++) {
      assertThat(journal.answers(probes.get(i), writes.get(i)).of(WriteMessageSuccess.class))
          .hasSize(2);
    }
    restart();
    for (AtomicWrite write : writes) {
      assertThat(journal.replay(write.persistenceId()).payloads()).containsExactly("x", "y");
    }
  }

  @Test
  void bytes_and_values_of_many_megabytes_come_back_unchanged() {
    byte[] large = new byte[5 << 20];
    new java.util.Random(7).nextBytes(large);

    journal.write(JournalDriver.atomic(id, WRITER, 1, large, new byte[0], large));

    restart();
    assertThat(journal.replay(id).payloads()).containsExactly(large, new byte[0], large);
  }
}
