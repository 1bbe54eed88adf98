package io.troupe.persistence.leveldb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.troupe.persistence.JournalException;
import io.troupe.persistence.disk.DiskLoader;
import io.troupe.persistence.disk.DiskOp;
import io.troupe.persistence.disk.RecordedDisk;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fails under the pure-Java engine: full, unreadable, or not to be written to. */
@Timeout(120)
class DiskFaultTest {
  private static final String FULL = "No space left on device";
  private static final long SEED = Long.getLong("troupe.seed", System.nanoTime());

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  private final ActorSystem serializers = ActorSystem.create("serializers", ConfigFactory.load());
  private final Random random = new Random(SEED);
  private int runs;

  @AfterEach
  void stop() {
    TestKit.shutdownActorSystem(serializers);
  }

  /** Runs a workload on a failing disk; what it threw, if it did, and what had been promised. */
  private record Outcome(Path journal, Optional<Throwable> thrown, List<DiskOp> operations) {}

  private Outcome run(RecordedDisk.Fault fault, int writes) throws IOException {
    Path root = Files.createDirectories(directory.resolve("disk-" + ++runs));
    return run(root, fault, writes);
  }

  private Outcome run(Path root, RecordedDisk.Fault fault, int writes) throws IOException {
    Path journal = root.resolve("journal");
    try (RecordedDisk disk = RecordedDisk.at(root)) {
      disk.failBy(fault);
      Object[] workload = {serializers, journal, false, random.nextLong(), 1, writes};
      Optional<Throwable> thrown = Optional.empty();
      try {
        new DiskLoader().run(Workload.class.getName(), Workload.TYPES, workload);
      } catch (Exception e) {
        thrown = Optional.of(e);
      }
      return new Outcome(journal, thrown, disk.operations());
    }
  }

  private static void assertKept(Outcome outcome, String as) throws Exception {
    EventStore store;
    try {
      store = EventStore.open(Workload.settings(outcome.journal(), false));
    } catch (JournalException.Damaged refused) {
      // A first write that left not even its number in a new log looks like a log that was cut.
      assertThat(newestLogBytes(outcome)).as("%s: %s", as, refused).isLessThan(15);
      return;
    }
    try {
      Ledger.of(outcome.operations()).assertKept(store, as);
    } finally {
      store.close();
    }
  }

  private static long newestLogBytes(Outcome outcome) throws IOException {
    var logs = Manifest.logsIn(outcome.journal().resolve("db"));
    return Files.size(logs.get(logs.lastKey()));
  }

  private static String messages(Throwable thrown) {
    StringBuilder all = new StringBuilder();
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      all.append(each).append('\n');
    }
    return all.toString();
  }

  private static boolean isLog(DiskOp operation, Path name) {
    return name.toString().endsWith(".log")
        && !(operation instanceof DiskOp.Delete || operation instanceof DiskOp.Create);
  }

  /** R14: the sync fails once, the next would succeed. */
  @Test
  void r14_a_sync_of_the_log_that_fails_once_is_final_and_nothing_acknowledged_is_lost()
      throws Exception {
    for (int i = 0; i < 6; i++) {
      int failing = 1 + random.nextInt(12);
      AtomicInteger syncs = new AtomicInteger();
      AtomicBoolean written = new AtomicBoolean(); // or else it is the end of a log, synced before
      Outcome outcome =
          run(
              (operation, name) -> {
                if (!isLog(operation, name)) {
                  return Optional.empty();
                }
                boolean covers = operation instanceof DiskOp.Sync && written.getAndSet(false);
                if (operation instanceof DiskOp.Write) {
                  written.set(true);
                }
                return covers && syncs.incrementAndGet() == failing
                    ? Optional.of(new IOException("Input/output error"))
                    : Optional.empty();
              },
              200);

      String as = "seed " + SEED + ", sync " + failing + ", " + outcome.journal();
      assertThat(outcome.thrown()).as(as).isPresent();
      assertThat(messages(outcome.thrown().get()))
          .as(as)
          .contains(outcome.journal() + " failed to write")
          .contains("Input/output error");
      assertThat(syncs.get())
          .as("%s: syncs of logs afterwards", as)
          .isLessThanOrEqualTo(failing + 1);
      assertKept(outcome, as);
    }
  }

  @Test
  void a_log_on_a_full_disk_fails_the_writes_and_nothing_acknowledged_is_lost() throws Exception {
    for (int i = 0; i < 6; i++) {
      int room = 1 + random.nextInt(40);
      AtomicInteger writes = new AtomicInteger();
      Outcome outcome =
          run(
              (operation, name) ->
                  operation instanceof DiskOp.Write
                          && isLog(operation, name)
                          && writes.incrementAndGet() > room
                      ? Optional.of(new IOException("No space left on device"))
                      : Optional.empty(),
              400);

      String as = "seed " + SEED + ", write " + room + ", " + outcome.journal();
      assertThat(outcome.thrown()).as(as).isPresent();
      assertThat(messages(outcome.thrown().get()))
          .as(as)
          .contains(outcome.journal() + " failed to write")
          .contains("No space left on device");
      assertKept(outcome, as);
    }
  }

  /**
   * As the end of a quota does to the write that reaches it, before it refuses the next. LevelDB's
   * port looks away.
   */
  @Test
  void a_write_of_which_the_system_takes_a_part_is_not_acknowledged() throws Exception {
    for (int i = 0; i < 6; i++) {
      int failing = 1 + random.nextInt(40);
      AtomicInteger writes = new AtomicInteger();
      Outcome outcome =
          run(
              (operation, name) -> {
                if (!(operation instanceof DiskOp.Write) || !isLog(operation, name)) {
                  return Optional.empty();
                }
                int write = writes.incrementAndGet();
                return write < failing
                    ? Optional.empty()
                    : Optional.of(
                        write == failing
                            ? new RecordedDisk.ShortWrite()
                            : new RecordedDisk.NoSpace());
              },
              400);

      String as = "seed " + SEED + ", write " + failing + ", " + outcome.journal();
      assertThat(outcome.thrown()).as(as).isPresent();
      assertThat(messages(outcome.thrown().get())).as(as).containsAnyOf("is the disk full?", FULL);
      assertKept(outcome, as);
    }
  }

  @Test
  void a_compaction_that_fails_for_a_while_loses_nothing() throws Exception {
    AtomicInteger failures = new AtomicInteger();
    Outcome outcome =
        run(
            (operation, name) ->
                operation instanceof DiskOp.Write
                        && name.toString().endsWith(".sst")
                        && failures.incrementAndGet() <= 20
                    ? Optional.of(new IOException("No space left on device"))
                    : Optional.empty(),
            200);

    // Whether a write notices that a compaction has failed before it succeeds is up to the engine.
    assertThat(failures.get()).isPositive();
    assertKept(outcome, "seed " + SEED + ", " + outcome.thrown());
  }

  @Test
  void a_start_on_a_disk_that_cannot_be_written_names_the_directory_and_changes_nothing()
      throws Exception {
    Path root = Files.createDirectories(directory.resolve("disk"));
    Outcome written = run(root, RecordedDisk.Fault.NONE, 100);
    List<String> before = files(root);

    Outcome refused =
        run(
            root,
            (operation, name) ->
                Optional.of(
                    new FileSystemException(name.toString(), null, "Read-only file system")),
            10);

    assertThat(refused.thrown()).isPresent();
    assertThat(messages(refused.thrown().get()))
        .contains(written.journal().toString())
        .contains("Read-only file system");
    assertThat(files(root)).isEqualTo(before);
    assertKept(written, "seed " + SEED);
  }

  private static List<String> files(Path root) throws IOException {
    try (var all = Files.walk(root)) {
      return all.map(file -> file + " " + file.toFile().length()).sorted().toList();
    }
  }

  @Test
  void a_journal_cannot_be_made_where_there_is_a_file() throws Exception {
    Path file = Files.createFile(directory.resolve("journal"));

    assertThatThrownBy(() -> EventStore.open(Workload.settings(file, true)))
        .hasMessageContaining(file.toString());
  }
}
