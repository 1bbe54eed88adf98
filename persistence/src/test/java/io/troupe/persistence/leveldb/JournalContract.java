package io.troupe.persistence.leveldb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.troupe.persistence.DataDirectory;
import io.troupe.persistence.DataDirectoryException;
import io.troupe.persistence.JournalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.DeleteMessagesSuccess;
import org.apache.pekko.persistence.JournalProtocol;
import org.apache.pekko.persistence.JournalProtocol.WriteMessageRejected;
import org.apache.pekko.persistence.JournalProtocol.WriteMessageSuccess;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Pekko Persistence asks of a journal; subclasses choose the engine. */
abstract class JournalContract {
  private static final String ID = "stream|1";
  private static final String WRITER = "11111111-2222-3333-4444-555555555555";

  @TempDir Path directory;
  private JournalDriver journal;

  abstract boolean useNative();

  @BeforeEach
  void open() {
    journal = new JournalDriver(JournalDriver.config(directory, useNative()));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private void restart() {
    journal.close();
    open();
  }

  private void reopenWith(String settings) {
    journal.close();
    Config config = JournalDriver.config(directory, useNative());
    journal = new JournalDriver(ConfigFactory.parseString(settings).withFallback(config));
  }

  private static List<Long> numbers(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  @Test
  void an_unknown_id_has_no_events_and_highest_sequence_number_0() {
    JournalDriver.Replayed replayed = journal.replay("nobody");

    assertThat(replayed.events()).isEmpty();
    assertThat(replayed.highest()).isZero();
  }

  @Test
  void written_events_are_confirmed_in_order_and_replayed_with_all_their_fields() {
    JournalDriver.Answers answers = journal.write(ID, WRITER, 1, 5);

    assertThat(answers.all().get(0))
        .isInstanceOf(JournalProtocol.WriteMessagesSuccessful$.MODULE$.getClass());
    assertThat(answers.of(WriteMessageSuccess.class))
        .extracting(success -> success.persistent().sequenceNr())
        .isEqualTo(numbers(1, 5));
    JournalDriver.Replayed replayed = journal.replay(ID);
    assertThat(replayed.payloads()).containsExactly("a-1", "a-2", "a-3", "a-4", "a-5");
    assertThat(replayed.highest()).isEqualTo(5);
    assertThat(replayed.events())
        .allSatisfy(
            event -> {
              assertThat(event.persistenceId()).isEqualTo(ID);
              assertThat(event.writerUuid()).isEqualTo(WRITER);
              assertThat(event.timestamp()).isPositive();
            });
  }

  @Test
  void a_replay_keeps_to_its_bounds_and_its_limit() {
    journal.write(ID, WRITER, 1, 9);

    assertThat(journal.replay(ID, 3, 6, Long.MAX_VALUE).numbers()).isEqualTo(numbers(3, 6));
    assertThat(journal.replay(ID, 3, 6, 2).numbers()).isEqualTo(numbers(3, 4));
    assertThat(journal.replay(ID, 3, 6, 0).numbers()).isEmpty();
    assertThat(journal.replay(ID, 9, 9, 1).numbers()).isEqualTo(numbers(9, 9));
    assertThat(journal.replay(ID, 6, 3, 9).numbers()).isEmpty();
    assertThat(journal.replay(ID, 10, 20, 9).numbers()).isEmpty();
  }

  @Test
  void streams_do_not_mix() {
    journal.write("a", WRITER, 1, 3);
    journal.write("ab", WRITER, 1, 2);

    assertThat(journal.replay("a").numbers()).isEqualTo(numbers(1, 3));
    assertThat(journal.replay("ab").numbers()).isEqualTo(numbers(1, 2));
    assertThat(journal.replay("").numbers()).isEmpty();
  }

  @Test
  void events_and_numbers_survive_a_restart() {
    journal.write(ID, WRITER, 1, 100);
    journal.write("other", "not a uuid", 1, 3);

    restart();

    assertThat(journal.replay(ID).numbers()).isEqualTo(numbers(1, 100));
    assertThat(journal.replay("other").events())
        .extracting(PersistentRepr::writerUuid)
        .containsOnly("not a uuid");
    journal.write(ID, "next", 101, 102);
    assertThat(journal.replay(ID).highest()).isEqualTo(102);
  }

  @Test
  void an_atomic_write_with_one_unserializable_event_stores_none_of_them() {
    AtomicWrite mixed = JournalDriver.atomic(ID, WRITER, 2, "good", new Object(), "good");

    JournalDriver.Answers answers =
        journal.write(
            JournalDriver.atomic(ID, WRITER, 1, "first"),
            mixed,
            JournalDriver.atomic(ID, WRITER, 5, "last"));

    assertThat(answers.of(WriteMessageRejected.class)).hasSize(3);
    assertThat(answers.of(WriteMessageSuccess.class)).hasSize(2);
    assertThat(journal.replay(ID).payloads()).containsExactly("first", "last");
    restart();
    assertThat(journal.replay(ID).numbers()).containsExactly(1L, 5L);
  }

  @Test
  void a_second_writer_is_refused_and_the_stored_events_stay() {
    journal.write(ID, WRITER, 1, 3);

    JournalDriver.Answers answers = journal.write(ID, "intruder", 3, 4);

    assertThat(answers.failure())
        .isInstanceOf(JournalException.NotContiguous.class)
        .hasMessageContaining(ID)
        .hasMessageContaining("intruder")
        .hasMessageContaining("sequence number 3 is stored already, by writer " + WRITER);
    assertThat(journal.replay(ID).events())
        .extracting(PersistentRepr::writerUuid)
        .containsExactly(WRITER, WRITER, WRITER);
  }

  @Test
  void the_old_writer_is_refused_once_a_new_one_has_written() {
    journal.write(ID, "old", 1, 3);
    journal.write(ID, "new", 4, 4);

    assertThat(journal.write(ID, "old", 4, 5).failure())
        .isInstanceOf(JournalException.NotContiguous.class);
    assertThat(journal.replay(ID).highest()).isEqualTo(4);
  }

  @Test
  void a_second_writer_is_refused_after_a_restart_too() {
    journal.write(ID, WRITER, 1, 3);

    restart();

    assertThat(journal.write(ID, "intruder", 2, 2).failure())
        .isInstanceOf(JournalException.NotContiguous.class);
  }

  @Test
  void a_writer_may_not_leave_a_gap() {
    journal.write(ID, WRITER, 1, 3);

    assertThat(journal.write(ID, WRITER, 5, 5).failure())
        .isInstanceOf(JournalException.NotContiguous.class)
        .hasMessageContaining("the events from 4 on were not written");
  }

  @Test
  void a_new_writer_may_start_beyond_the_end_as_after_a_snapshot() {
    journal.write(ID, WRITER, 100, 102);

    assertThat(journal.replay(ID).numbers()).isEqualTo(numbers(100, 102));
  }

  @Test
  void deleted_events_are_gone_and_the_highest_sequence_number_stays() {
    journal.write(ID, WRITER, 1, 10);

    assertThat(journal.delete(ID, 4)).isEqualTo(new DeleteMessagesSuccess(4));

    assertThat(journal.replay(ID).numbers()).isEqualTo(numbers(5, 10));
    restart();
    assertThat(journal.replay(ID).numbers()).isEqualTo(numbers(5, 10));
    assertThat(journal.replay(ID, 2, 6, 9).numbers()).isEqualTo(numbers(5, 6));
  }

  @Test
  void deleting_everything_keeps_the_highest_sequence_number_across_restarts() {
    journal.write(ID, WRITER, 1, 10);

    journal.delete(ID, Long.MAX_VALUE);
    restart();

    assertThat(journal.replay(ID).numbers()).isEmpty();
    assertThat(journal.replay(ID).highest()).isEqualTo(10);
    journal.write(ID, "next", 11, 12);
    restart();
    assertThat(journal.replay(ID).numbers()).isEqualTo(numbers(11, 12));
  }

  @Test
  void deleting_what_is_deleted_or_was_never_written_succeeds() {
    journal.write(ID, WRITER, 1, 3);
    journal.delete(ID, 2);

    assertThat(journal.delete(ID, 1)).isInstanceOf(DeleteMessagesSuccess.class);
    assertThat(journal.delete("nobody", 5)).isInstanceOf(DeleteMessagesSuccess.class);

    assertThat(journal.replay(ID).numbers()).isEqualTo(numbers(3, 3));
  }

  @Test
  void a_large_deletion_does_not_hold_up_the_writes_of_others() {
    for (long from = 1; from <= 20_000; from += 2_000) {
      journal.write(ID, WRITER, from, from + 1_999);
    }

    journal.delete(ID, 19_999);
    JournalDriver.Answers answers = journal.write("other", WRITER, 1, 100);

    assertThat(answers.of(WriteMessageSuccess.class)).hasSize(100);
    assertThat(journal.replay(ID).numbers()).isEqualTo(numbers(20_000, 20_000));
    restart();
    assertThat(journal.replay(ID).numbers()).isEqualTo(numbers(20_000, 20_000));
  }

  @Test
  void a_replay_sees_the_writes_that_were_under_way_when_it_was_asked_for() {
    for (int round = 0; round < 20; round++) {
      journal.send(JournalDriver.atomic("busy", WRITER, round + 1L, "x".repeat(10_000)));

      assertThat(journal.replay("busy").highest()).isEqualTo(round + 1);
    }
  }

  @Test
  void requests_of_many_streams_at_once_all_succeed() {
    List<TestKit> probes = new ArrayList<>();
    List<AtomicWrite> writes =
        IntStream.range(0, 300)
            .mapToObj(i -> JournalDriver.atomic("many-" + i, WRITER, 1, "x", "y"))
            .toList();

    for (AtomicWrite write : writes) {
      probes.add(journal.send(write));
    }

    for (int i = 0; i < probes.size(); i++) {
      assertThat(journal.answers(probes.get(i), writes.get(i)).of(WriteMessageSuccess.class))
          .hasSize(2);
    }
    restart();
    assertThat(writes)
        .allSatisfy(
            write ->
                assertThat(journal.replay(write.persistenceId()).payloads())
                    .containsExactly("x", "y"));
  }

  @Test
  void bytes_and_values_of_many_megabytes_come_back_unchanged() {
    byte[] large = new byte[5 << 20];
    new java.util.Random(7).nextBytes(large);

    journal.write(JournalDriver.atomic(ID, WRITER, 1, large, new byte[0], large));

    restart();
    assertThat(journal.replay(ID).payloads()).containsExactly(large, new byte[0], large);
  }

  @Test
  void an_atomic_write_beyond_the_bound_is_refused_and_so_is_what_its_writer_sends_after_it() {
    reopenWith("troupe.persistence.leveldb.journal.max-queued-bytes = 10 KiB");
    journal.write(ID, WRITER, 1, 1);

    assertThat(journal.write(JournalDriver.atomic(ID, WRITER, 2, "x".repeat(20_000))).failure())
        .isInstanceOf(JournalException.Overloaded.class)
        .hasMessageContaining("max-queued-bytes");
    assertThat(journal.write(ID, WRITER, 3, 3).failure())
        .isInstanceOf(JournalException.NotContiguous.class);
    assertThat(journal.write(ID, "next incarnation", 2, 2).of(WriteMessageSuccess.class))
        .hasSize(1);
  }

  @Test
  void two_actor_systems_share_one_store_and_the_last_closes_it() throws IOException {
    Config config = JournalDriver.config(directory, useNative());
    try (JournalDriver second = new JournalDriver(config)) {
      journal.write(ID, "first", 1, 1);
      second.write(ID, "second", 2, 2);
      assertThat(journal.write(ID, "first", 2, 2).failure())
          .isInstanceOf(JournalException.NotContiguous.class);
      journal.close();
      assertThat(second.replay(ID).numbers()).isEqualTo(numbers(1, 2));
    }

    DataDirectory.open(directory.resolve("journal"), Map.of("holds", "events in LevelDB")).close();
  }

  @Test
  void a_directory_that_cannot_be_used_is_told_before_any_actor_starts() throws IOException {
    Config config = JournalDriver.config(directory, useNative()).withFallback(ConfigFactory.load());
    String path = "troupe.persistence.leveldb.journal";
    journal.close();
    LeveldbJournal.requireUsable(config, path);

    try (DataDirectory held =
        DataDirectory.open(directory.resolve("journal"), Map.of("holds", "events in LevelDB"))) {
      assertThatExceptionOfType(DataDirectoryException.class)
          .isThrownBy(() -> LeveldbJournal.requireUsable(config, path))
          .withMessageContaining(held.path() + " is in use");
    }
    LeveldbJournal.requireUsable(config, path);
  }
}
