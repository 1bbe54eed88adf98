package io.troupe.persistence.leveldb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.ConfigFactory;
import io.troupe.persistence.DataDirectory;
import io.troupe.persistence.DataDirectoryException;
import io.troupe.persistence.JournalException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A copy of a journal that is being written to. */
@Timeout(120)
class BackupTest {
  private static final long SEED = Long.getLong("troupe.seed", System.nanoTime());
  private static final JournalFiles.Progress UNSEEN = (done, total) -> {};

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  private final ActorSystem serializers = ActorSystem.create("serializers", ConfigFactory.load());
  private final List<String> said = new ArrayList<>();

  @AfterEach
  void stop() {
    TestKit.shutdownActorSystem(serializers);
  }

  private synchronized void say(String line) {
    said.add(line);
  }

  /** What had been promised by now. */
  private synchronized Ledger promised() {
    Ledger ledger = new Ledger();
    said.forEach(ledger::note);
    return ledger;
  }

  /** Deletions that were asked for after the copy began may be in it, or not. */
  private Ledger promisedAt(Ledger begun) {
    promised().askedFor().forEach(begun::note);
    return begun;
  }

  private Workload workload(boolean useNative, int writes) {
    return new Workload(
        serializers, directory.resolve("journal"), useNative, SEED, 1, writes, this::say);
  }

  private static void assertWhole(Path copy, boolean useNative, Ledger ledger, String as)
      throws Exception {
    try (JournalFiles files = JournalFiles.open(copy)) {
      assertThat(files.verify(UNSEEN)).as(as).isEmpty();
    }
    EventStore store = EventStore.open(Workload.settings(copy, useNative));
    try {
      ledger.assertKept(store, as);
    } finally {
      store.close();
    }
  }

  @ParameterizedTest(name = "native engine: {0}")
  @ValueSource(booleans = {true, false})
  void a_backup_during_heavy_writes_holds_all_that_was_acknowledged_before(boolean useNative)
      throws Exception {
    ExecutorService writing = Executors.newSingleThreadExecutor();
    try {
      Future<?> written = writing.submit(workload(useNative, 3_000));
      int backups = 0;
      while (!written.isDone() || backups == 0) {
        if (Files.exists(directory.resolve("journal/store"))) {
          Ledger begun = promised();
          Path copy = directory.resolve("backup-" + backups++);

          JournalFiles.backup(directory.resolve("journal"), copy, UNSEEN);

          String as = "seed " + SEED + ", " + copy;
          assertWhole(copy, useNative, promisedAt(begun), as);
        }
      }
      written.get();
    } finally {
      writing.shutdownNow();
    }
  }

  @Test
  void a_restored_backup_goes_on_where_it_ended_and_has_an_identity_of_its_own() throws Exception {
    Path journal = directory.resolve("journal");
    Path copy = directory.resolve("copy");
    workload(true, 200).run();
    JournalFiles.backup(journal, copy, UNSEEN);
    UUID original = idOf(journal);

    Files.move(journal, directory.resolve("lost"));
    Files.move(copy, journal);
    workload(true, 200).run();

    assertWhole(journal, true, promised(), "seed " + SEED);
    assertThat(idOf(journal)).isNotEqualTo(original);
  }

  private static UUID idOf(Path journal) throws IOException {
    try (DataDirectory opened = DataDirectory.open(journal, StoreDirectory.OWNER)) {
      return opened.id();
    }
  }

  @Test
  void the_copy_does_not_change_with_its_source() throws Exception {
    Path copy = directory.resolve("copy");
    workload(true, 200).run();
    Ledger before = promised();
    JournalFiles.backup(directory.resolve("journal"), copy, UNSEEN);

    workload(true, 400).run();

    assertWhole(copy, true, before, "seed " + SEED);
  }

  @Test
  void a_damaged_journal_is_not_backed_up_as_if_it_were_whole() throws Exception {
    Path journal = directory.resolve("journal");
    workload(true, 200).run();
    Path log =
        Manifest.logsIn(journal.resolve("db")).values().stream().reduce((a, b) -> b).orElseThrow();
    try (RandomAccessFile bytes = new RandomAccessFile(log.toFile(), "rw")) {
      bytes.setLength(LogFile.scan(log, record -> {}).goodEnd() - 1);
    }

    assertThatExceptionOfType(JournalException.Damaged.class)
        .isThrownBy(() -> JournalFiles.backup(journal, directory.resolve("copy"), UNSEEN))
        .withMessageContaining(journal.toString())
        .withMessageContaining(log.getFileName().toString());
    assertThat(directory.resolve("copy")).doesNotExist();
  }

  @Test
  void nothing_is_overwritten_and_no_journal_is_no_backup() throws Exception {
    workload(true, 10).run();
    Files.createDirectories(directory.resolve("full/of something"));

    assertThatExceptionOfType(DataDirectoryException.class)
        .isThrownBy(
            () ->
                JournalFiles.backup(
                    directory.resolve("journal"), directory.resolve("full"), UNSEEN))
        .withMessageContaining("not empty");
    assertThatExceptionOfType(DataDirectoryException.class)
        .isThrownBy(
            () -> JournalFiles.backup(directory.resolve("full"), directory.resolve("copy"), UNSEEN))
        .withMessageContaining("no journal in");
  }
}
