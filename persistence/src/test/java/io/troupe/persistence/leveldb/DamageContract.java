package io.troupe.persistence.leveldb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.troupe.persistence.JournalException;
import io.troupe.persistence.contract.JournalDriver;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;

/**
 * Damage done to the files of a closed or crashed store: acknowledged events never vanish silently.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DamageContract {
  private static final String ID = "damaged";
  private static final int EVENTS = 100;

  @TempDir Path parent;
  private int directories;
  private Path directory = Path.of("");
  private ActorSystem system = ActorSystem.create("unused", ConfigFactory.load());

  abstract boolean useNative();

  @BeforeAll
  void startSerializers() {
    TestKit.shutdownActorSystem(system);
    system = ActorSystem.create("serializers", ConfigFactory.load());
  }

  @AfterAll
  void stopSerializers() {
    TestKit.shutdownActorSystem(system);
  }

  @BeforeEach
  void newDirectory() {
    directory = parent.resolve("journal-" + directories++);
  }

  private JournalSettings settings(Path path) {
    Config config =
        Plugins.config(path, useNative())
            .withFallback(ConfigFactory.load())
            .getConfig("troupe.persistence.leveldb.journal")
            .withFallback(
                ConfigFactory.load().getConfig("pekko.persistence.journal-plugin-fallback"));
    JournalSettings base = JournalSettings.of(config, "journal");
    return new JournalSettings(
        path,
        base.fsync(),
        base.verifyChecksums(),
        base.useNative(),
        base.maxBatchBytes(),
        base.maxQueuedBytes(),
        base.maxQueuedEvents(),
        base.writeBufferBytes());
  }

  /** Writes events one by one and copies the files while the store is open: a process crash. */
  private void crashAfterEvents() throws IOException {
    Path live = parent.resolve("live-" + directories);
    EventStore store = EventStore.open(settings(live));
    try {
      writeEvents(store);
      copy(live, directory);
    } finally {
      store.close();
    }
  }

  /** Writes events, closes, and opens once more, so that they are in a table. */
  private void stopAfterEvents() throws IOException {
    EventStore store = EventStore.open(settings(directory));
    writeEvents(store);
    store.close();
    EventStore.open(settings(directory)).close();
  }

  private void writeEvents(EventStore store) {
    EventCodec codec = new EventCodec(system);
    try {
      for (int i = 1; i <= EVENTS; i++) {
        AtomicWrite write = JournalDriver.atomic(ID, "w", i, "event number " + i);
        Await.result(store.write(write, codec), Duration.Inf());
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  /** The largest file of that kind: the one with the events in it. */
  private Path file(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("db"))) {
      return files
          .filter(file -> file.getFileName().toString().matches(suffix))
          .max(Comparator.comparingLong(file -> file.toFile().length()))
          .orElseThrow();
    }
  }

  private static void flip(Path file, long at) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int old = bytes.read();
      bytes.seek(at);
      bytes.write(old ^ 0x20);
    }
  }

  private static void truncate(Path file, long length) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.setLength(length);
    }
  }

  private long endOfLog(Path log) throws IOException {
    return LogFile.scan(log, record -> {}).goodEnd();
  }

  private void assertOpenNames(Path file) {
    assertThatExceptionOfType(JournalException.Damaged.class)
        .isThrownBy(() -> EventStore.open(settings(directory)).close())
        .withMessageContaining(file.toString())
        .withMessageContaining("restore the whole journal directory");
  }

  private List<EventRecord> replayAll() throws Exception {
    EventStore store = EventStore.open(settings(directory));
    try {
      List<EventRecord> events = new ArrayList<>();
      Await.result(
          store.replay(ID, 1, Long.MAX_VALUE, Long.MAX_VALUE, events::add, system.dispatcher()),
          Duration.Inf());
      return events;
    } finally {
      store.close();
    }
  }

  @Test
  void a_crash_of_the_process_loses_nothing() throws Exception {
    crashAfterEvents();

    assertThat(replayAll()).hasSize(EVENTS);
    assertThat(directory.resolve("cut")).doesNotExist();
  }

  /** Also by native LevelDB, which the Java engine's tables are kept from. */
  @Test
  void a_journal_that_has_been_compacted_opens_again() throws Exception {
    Ledger ledger = new Ledger();
    new Workload(system, directory, useNative(), 7, 3, 300, ledger::note).run();

    for (boolean opensNative : List.of(useNative(), true)) {
      EventStore store = EventStore.open(Workload.settings(directory, opensNative));
      try {
        ledger.assertKept(store, "native: " + opensNative);
      } finally {
        store.close();
      }
    }
  }

  /** The manifest has counted its writes meanwhile; they are nowhere else. */
  @Test
  void a_log_that_lost_its_first_write_is_reported_also_after_a_compaction() throws Exception {
    new Workload(system, directory, useNative(), 7, 1, 300, line -> {}).run();
    Path log = newestLog();

    truncate(log, 3);
    assertOpenNames(log);
    truncate(log, 0);
    assertOpenNames(log);
  }

  /** As a disk leaves it that ran full at the first write to a new log. */
  @Test
  void a_log_that_has_not_begun_is_no_loss_if_all_that_was_acknowledged_is_in_tables()
      throws Exception {
    new Workload(system, directory, useNative(), 7, 1, 300, line -> {}).run();
    Path log = newestLog();
    long inTables = LogBatches.firstOf(log) - 1;
    Path highWater = directory.resolve(HighWater.FILE);
    byte[] good = Files.readAllBytes(log);

    for (int length : new int[] {0, 1, 14}) {
      Files.write(log, java.util.Arrays.copyOf(good, length));
      acknowledge(highWater, inTables + 1);
      assertOpenNames(log);
    }
    acknowledge(highWater, inTables);
    try (JournalFiles files = JournalFiles.open(directory)) {
      assertThat(files.verify((done, total) -> {})).isEmpty();
    }
    assertThat(directory.resolve("cut").resolve(log.getFileName() + ".0")).exists();
  }

  private static void acknowledge(Path highWater, long sequence) throws IOException {
    try (HighWater file = HighWater.create(highWater)) {
      file.record(sequence);
    }
  }

  private Path newestLog() throws IOException {
    return Manifest.logsIn(directory.resolve("db")).values().stream()
        .reduce((older, newer) -> newer)
        .orElseThrow();
  }

  @Test
  void the_high_water_is_what_the_log_ends_with_also_after_restarts() throws Exception {
    for (int start = 1; start <= 3; start++) {
      EventStore store = EventStore.open(settings(directory));
      Await.result(
          store.write(JournalDriver.atomic(ID, "w", start, "event"), new EventCodec(system)),
          Duration.Inf());
      if (start == 2) {
        Await.result(store.delete(ID, 1), Duration.Inf());
      }
      store.close();

      LogBatches batches = new LogBatches(directory);
      LogFile.scan(file(".*\\.log"), batches);

      assertThat(HighWater.read(directory.resolve("high-water")))
          .isEqualTo(batches.lastSequence())
          .isGreaterThan(start);
    }
  }

  @Test
  void a_flipped_byte_anywhere_in_the_log_is_reported_with_the_file() throws IOException {
    crashAfterEvents();
    Path log = file(".*\\.log");
    long end = endOfLog(log);
    byte[] good = Files.readAllBytes(log);

    for (long at = 0; at < end; at += 1201) {
      flip(log, at);
      assertOpenNames(log);
      Files.write(log, good);
    }
    flip(log, end - 1);
    assertOpenNames(log);
  }

  @Test
  void a_log_truncated_anywhere_is_reported_with_the_file() throws IOException {
    crashAfterEvents();
    Path log = file(".*\\.log");

    for (long length = endOfLog(log) - 1; length > 1000; length -= 2503) {
      truncate(log, length);
      assertOpenNames(log);
    }
  }

  @Test
  void a_log_truncated_to_nothing_is_reported() throws IOException {
    crashAfterEvents();
    Path log = file(".*\\.log");
    truncate(log, 0);

    assertOpenNames(log);
    assertOpenNames(log);
  }

  @Test
  void an_unacknowledged_torn_write_is_cut_and_kept_aside() throws Exception {
    crashAfterEvents();
    Path log = file(".*\\.log");
    long end = endOfLog(log);
    truncate(log, end);
    byte[] half = java.util.Arrays.copyOf(Files.readAllBytes(log), 40);
    half[10] ^= 1;
    Files.write(log, half, java.nio.file.StandardOpenOption.APPEND);

    assertThat(replayAll()).hasSize(EVENTS);

    assertThat(directory.resolve("cut").resolve(log.getFileName() + "." + end)).exists();
  }

  @Test
  void a_missing_log_is_reported_with_its_name() throws IOException {
    crashAfterEvents();
    Path log = file(".*\\.log");
    Files.delete(log);

    assertOpenNames(log);
  }

  @Test
  void a_missing_current_is_reported_and_nothing_is_deleted() throws IOException {
    stopAfterEvents();
    Path table = file(".*\\.sst");
    Files.delete(directory.resolve("db/CURRENT"));

    assertOpenNames(directory.resolve("db/CURRENT"));
    assertThat(table).exists();
  }

  @Test
  void a_missing_database_is_reported() throws IOException {
    crashAfterEvents();
    Files.move(directory.resolve("db"), parent.resolve("away-" + directories));

    assertOpenNames(directory.resolve("db/CURRENT"));
  }

  @Test
  void a_missing_manifest_is_reported() throws IOException {
    stopAfterEvents();
    Path manifest = file("MANIFEST.*");
    Files.delete(manifest);

    assertOpenNames(manifest);
  }

  @Test
  void a_flipped_byte_in_the_manifest_is_reported() throws IOException {
    stopAfterEvents();
    Path manifest = file("MANIFEST.*");

    flip(manifest, 12);

    assertOpenNames(manifest);
  }

  @Test
  void a_missing_and_a_truncated_table_are_reported() throws IOException {
    stopAfterEvents();
    Path table = file(".*\\.sst");
    byte[] bytes = Files.readAllBytes(table);

    truncate(table, bytes.length - 100);
    assertOpenNames(table);
    Files.delete(table);
    assertOpenNames(table);
    Files.write(table, bytes);
    EventStore.open(settings(directory)).close();
  }

  @Test
  void a_flipped_byte_in_a_table_never_loses_or_alters_events_silently() throws Exception {
    stopAfterEvents();
    Path table = file(".*\\.sst");
    byte[] good = Files.readAllBytes(table);
    List<String> before = texts();
    int reported = 0;

    for (int at = 50; at < good.length; at += good.length / 40) {
      flip(table, at);
      try {
        // A byte that no read depends on, such as one of an overwritten counter, may go unnoticed.
        assertThat(texts().equals(before)).as("byte %d flipped", at).isTrue();
      } catch (JournalException.Damaged e) {
        assertThat(e).hasMessageContaining(table.toString());
        reported++;
      }
      Files.write(table, good);
    }

    assertThat(reported).isGreaterThan(20);
  }

  private List<String> texts() throws Exception {
    return replayAll().stream()
        .map(event -> event.sequenceNr() + new String(event.event().bytes(), UTF_8))
        .toList();
  }

  @Test
  void an_old_copy_of_the_database_is_reported() throws Exception {
    stopAfterEvents();
    Path old = parent.resolve("old-" + directories);
    copy(directory.resolve("db"), old);
    EventStore store = EventStore.open(settings(directory));
    Await.result(
        store.write(JournalDriver.atomic("other", "w", 1, "new"), new EventCodec(system)),
        Duration.Inf());
    store.close();

    Files.move(directory.resolve("db"), parent.resolve("newer-" + directories));
    copy(old, directory.resolve("db"));

    assertOpenNames(file(".*\\.log"));
  }

  @Test
  void a_missing_or_damaged_high_water_file_is_reported() throws IOException {
    crashAfterEvents();
    Path highWater = directory.resolve("high-water");
    byte[] good = Files.readAllBytes(highWater);

    Files.write(highWater, new byte[1024]);
    assertOpenNames(highWater);
    Files.delete(highWater);
    assertOpenNames(highWater);
    Files.write(highWater, good);
    EventStore.open(settings(directory)).close();
  }

  @Test
  void a_missing_store_marker_is_reported() throws IOException {
    crashAfterEvents();
    Files.delete(directory.resolve("store"));

    assertOpenNames(directory.resolve("store"));
  }
}
