package io.troupe.persistence.leveldb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.troupe.persistence.DataDirectory;
import io.troupe.persistence.DataDirectoryException;
import io.troupe.persistence.JournalException;
import io.troupe.persistence.contract.JournalDriver;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pekko.persistence.journal.Tagged;
import org.iq80.leveldb.DB;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not migrated: the error says why, and neither directory is touched. */
class MigrationRefusalTest {
  private static final JournalFiles.Progress UNSEEN = (done, total) -> {};

  @TempDir Path directory;
  private StockJournal stock = new StockJournal(Path.of(""));

  @BeforeEach
  void place() {
    stock = new StockJournal(directory);
  }

  @Test
  void a_journal_in_use_is_refused() throws IOException {
    stock.fill(true);
    try (FileChannel lock =
        FileChannel.open(
            stock.old().resolve("LOCK"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      assertThat(lock.lock().isValid()).isTrue();

      refused("is in use");
    }
  }

  @Test
  void what_is_no_journal_of_the_plugin_is_refused() throws IOException {
    Files.createDirectories(stock.old());
    refused("no LevelDB in " + stock.old());

    try (DB db = Engine.NATIVE.open(stock.old(), JournalFiles.settings(stock.old()))) {
      db.put(new byte[20], new byte[0]);
    }
    refused("no journal of Pekko's LevelDB plugin");
  }

  @Test
  void a_journal_of_ours_is_refused() {
    try (JournalDriver journal =
        new JournalDriver(Plugins.config(directory.resolve("ours"), true))) {
      journal.write("a", StockJournal.WRITER, 1, 1);
    }
    Path ours = directory.resolve("ours/journal");

    assertThatExceptionOfType(DataDirectoryException.class)
        .isThrownBy(() -> JournalFiles.migrate(ours, stock.journal(), UNSEEN))
        .withMessageContaining("is a journal of Troupe already");
  }

  @Test
  void a_directory_with_something_in_it_is_not_overwritten() throws IOException {
    stock.fill(true);
    Files.createDirectories(stock.journal());
    Files.writeString(directory.resolve("journal/mine"), "precious");

    assertThatExceptionOfType(DataDirectoryException.class)
        .isThrownBy(stock::migrate)
        .withMessageContaining("is not empty");
    assertThat(directory.resolve("journal/mine")).hasContent("precious");
  }

  @Test
  void a_migration_that_is_under_way_is_not_disturbed_by_another_to_the_same_place()
      throws IOException {
    stock.fill(true);
    Path making = directory.resolve("journal.migrating");

    try (DataDirectory first = DataDirectory.open(making, StoreDirectory.OWNER)) {
      Files.writeString(first.resolve("copied"), "so far");

      assertThatExceptionOfType(DataDirectoryException.class)
          .isThrownBy(stock::migrate)
          .withMessageContaining(making + " is in the way")
          .withMessageContaining("in use by");
      assertThat(first.resolve("copied")).hasContent("so far");
    }
    assertThat(stock.migrate().events()).isEqualTo(7);
    assertThat(making).doesNotExist();
  }

  @Test
  void a_directory_of_somebody_else_is_not_taken_for_an_interrupted_migration() throws IOException {
    stock.fill(true);
    Path mine = Files.createDirectories(directory.resolve("journal.migrating")).resolve("mine");
    Files.writeString(mine, "precious");

    assertThatExceptionOfType(DataDirectoryException.class)
        .isThrownBy(stock::migrate)
        .withMessageContaining(mine.getParent() + " is in the way");
    assertThat(mine).hasContent("precious");
  }

  @Test
  void the_new_journal_is_not_made_within_the_old_one() throws IOException {
    stock.fill(true);

    assertThatExceptionOfType(DataDirectoryException.class)
        .isThrownBy(() -> JournalFiles.migrate(stock.old(), stock.old().resolve("a/b"), UNSEEN))
        .withMessageContaining("name a directory outside");
    assertThat(stock.old().resolve("a")).doesNotExist();
  }

  private void refused(String why) {
    assertThatExceptionOfType(DataDirectoryException.class)
        .isThrownBy(stock::migrate)
        .withMessageContaining(why);
    assertThat(stock.journal()).doesNotExist();
    assertThat(directory.resolve("journal.migrating")).doesNotExist();
  }

  @Test
  void damage_that_leveldb_would_hide_ends_the_migration() throws IOException {
    stock.fill(true);
    Path log;
    try (Stream<Path> files = Files.list(stock.old())) {
      log = files.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(log);
    bytes[100] ^= 1;
    Files.write(log, bytes);

    damaged(log + " is damaged");
  }

  @Test
  void a_last_event_that_is_missing_ends_the_migration() throws IOException {
    stock.fill(true);
    stock.alter(db -> db.delete(StockKey.event(StockJournal.idOf("b", db), 3).encode()));

    damaged("the last event of persistence id b is 2, but 3 was written");
  }

  @Test
  void tags_that_contradict_each_other_end_the_migration() throws IOException {
    try (JournalDriver journal = stock.open(true)) {
      for (int i = 1; i <= 2; i++) {
        journal.write(
            JournalDriver.atomic(
                "a", StockJournal.WRITER, i, new Tagged("a-" + i, Set.of("red", "blue"))));
      }
    }
    stock.alter(
        db -> {
          byte[] first = StockKey.event(StockJournal.idOf("$$$red", db), 1).encode();
          byte[] second = StockKey.event(StockJournal.idOf("$$$red", db), 2).encode();
          byte[] moved = db.get(first);
          db.put(first, db.get(second));
          db.put(second, moved);
        });

    damaged("have the same events in different orders");
  }

  private void damaged(String what) {
    assertThatExceptionOfType(JournalException.Damaged.class)
        .isThrownBy(stock::migrate)
        .withMessageContaining(what)
        .withMessageStartingWith(stock.old().toString());
    assertThat(stock.journal()).doesNotExist();
    assertThat(directory.resolve("journal.migrating")).doesNotExist();
  }
}
