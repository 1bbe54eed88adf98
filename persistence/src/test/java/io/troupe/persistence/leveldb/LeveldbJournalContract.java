package io.troupe.persistence.leveldb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.troupe.persistence.DataDirectory;
import io.troupe.persistence.DataDirectoryException;
import io.troupe.persistence.JournalException;
import io.troupe.persistence.contract.JournalContract;
import io.troupe.persistence.contract.JournalDriver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.pekko.persistence.JournalProtocol.WriteMessageSuccess;
import org.apache.pekko.persistence.PersistentRepr;
import org.junit.jupiter.api.Test;

/** What this journal promises beyond Pekko's contract; subclasses choose the engine. */
abstract class LeveldbJournalContract extends JournalContract {
  abstract boolean useNative();

  @Override
  protected Config config(Path files) {
    return Plugins.config(files, useNative());
  }

  @Test
  void a_second_writer_is_refused_and_the_stored_events_stay() {
    journal.write(id, WRITER, 1, 3);

    JournalDriver.Answers answers = journal.write(id, "intruder", 3, 4);

    assertThat(answers.failure())
        .isInstanceOf(JournalException.NotContiguous.class)
        .hasMessageContaining(id)
        .hasMessageContaining("intruder")
        .hasMessageContaining("sequence number 3 is stored already, by writer " + WRITER);
    assertThat(journal.replay(id).events())
        .extracting(PersistentRepr::writerUuid)
        .containsExactly(WRITER, WRITER, WRITER);
  }

  @Test
  void the_old_writer_is_refused_once_a_new_one_has_written() {
    journal.write(id, "old", 1, 3);
    journal.write(id, "new", 4, 4);

    assertThat(journal.write(id, "old", 4, 5).failure())
        .isInstanceOf(JournalException.NotContiguous.class);
    assertThat(journal.replay(id).highest()).isEqualTo(4);
  }

  @Test
  void a_second_writer_is_refused_after_a_restart_too() {
    journal.write(id, WRITER, 1, 3);

    restart();

    assertThat(journal.write(id, "intruder", 2, 2).failure())
        .isInstanceOf(JournalException.NotContiguous.class);
  }

  @Test
  void a_writer_may_not_leave_a_gap() {
    journal.write(id, WRITER, 1, 3);

    assertThat(journal.write(id, WRITER, 5, 5).failure())
        .isInstanceOf(JournalException.NotContiguous.class)
        .hasMessageContaining("the events from 4 on were not written");
  }

  @Test
  void a_new_writer_may_start_beyond_the_end_as_after_a_snapshot() {
    journal.write(id, WRITER, 100, 102);

    assertThat(journal.replay(id).numbers()).isEqualTo(numbers(100, 102));
  }

  @Test
  void an_atomic_write_beyond_the_bound_is_refused_and_so_is_what_its_writer_sends_after_it() {
    restartWith("troupe.persistence.leveldb.journal.max-queued-bytes = 10 KiB");
    journal.write(id, WRITER, 1, 1);

    assertThat(journal.write(JournalDriver.atomic(id, WRITER, 2, "x".repeat(20_000))).failure())
        .isInstanceOf(JournalException.Overloaded.class)
        .hasMessageContaining("max-queued-bytes");
    assertThat(journal.write(id, WRITER, 3, 3).failure())
        .isInstanceOf(JournalException.NotContiguous.class);
    assertThat(journal.write(id, "next incarnation", 2, 2).of(WriteMessageSuccess.class))
        .hasSize(1);
  }

  @Test
  void two_actor_systems_share_one_store_and_the_last_closes_it() throws IOException {
    Config config = Plugins.config(directory, useNative());
    try (JournalDriver second = new JournalDriver(config)) {
      journal.write(id, "first", 1, 1);
      second.write(id, "second", 2, 2);
      assertThat(journal.write(id, "first", 2, 2).failure())
          .isInstanceOf(JournalException.NotContiguous.class);
      stop();
      assertThat(second.replay(id).numbers()).isEqualTo(numbers(1, 2));
    }

    DataDirectory.open(directory.resolve("journal"), Map.of("holds", "events in LevelDB")).close();
  }

  @Test
  void a_directory_that_cannot_be_used_is_told_before_any_actor_starts() throws IOException {
    Config config = Plugins.config(directory, useNative()).withFallback(ConfigFactory.load());
    String path = "troupe.persistence.leveldb.journal";
    stop();
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
