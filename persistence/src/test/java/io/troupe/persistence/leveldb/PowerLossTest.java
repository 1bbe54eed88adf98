package io.troupe.persistence.leveldb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.troupe.persistence.JournalException;
import io.troupe.persistence.disk.DiskLoader;
import io.troupe.persistence.disk.DiskOp;
import io.troupe.persistence.disk.PowerLoss;
import io.troupe.persistence.disk.PowerLoss.Names;
import io.troupe.persistence.disk.RecordedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power goes off while the pure-Java engine writes, compacts and starts: the disk forgets what
 * was not synced. The seed ({@code -Dtroupe.seed}) decides what is written and when the power goes
 * off; in which order two threads reach the disk is up to the machine. So a failure keeps its
 * directory, with the operations in it.
 */
class PowerLossTest {
  private static final long SEED = Long.getLong("troupe.seed", System.nanoTime());
  private static final Path DATABASE = Path.of("journal", "db");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  private final ActorSystem serializers = ActorSystem.create("serializers", ConfigFactory.load());
  private final Random random = new Random(SEED);
  private int crashes;
  private int cuts;

  @AfterEach
  void stop() {
    TestKit.shutdownActorSystem(serializers);
  }

  private List<DiskOp> run(int lives, int writes) throws Exception {
    return run(
        Files.createDirectories(directory.resolve("live-" + ++crashes)), false, lives, writes);
  }

  private List<DiskOp> run(Path root, boolean useNative, int lives, int writes) throws Exception {
    try (RecordedDisk disk = RecordedDisk.at(root)) {
      Path journal = root.resolve("journal");
      Object[] workload = {serializers, journal, useNative, random.nextLong(), lives, writes};
      new DiskLoader().run(Workload.class.getName(), Workload.TYPES, workload);
      return disk.operations();
    }
  }

  /**
   * Whether the journal could be opened. Fails if it was and something promised is not there, or if
   * it was not and that is not allowed.
   */
  private boolean opensAfterPowerLoss(List<DiskOp> before, Names names) throws Exception {
    Path crashed = directory.resolve("crash-" + ++crashes);
    PowerLoss.leave(before, names, random, crashed);
    String as = "seed " + SEED + ", " + names + ", " + crashed;
    Optional<Path> tail = unfinishedTail(crashed.resolve("journal"));
    try {
      EventStore store = EventStore.open(Workload.settings(crashed.resolve("journal"), false));
      try {
        Ledger.of(before).assertKept(store, as);
        tail.ifPresent(cut -> assertThat(cut).as(as).exists());
        cuts += tail.isPresent() ? 1 : 0;
      } finally {
        store.close();
      }
      return true;
    } catch (JournalException.Damaged | IOException e) {
      assertThat(e).as(as).hasMessageContaining(crashed.resolve(DATABASE).toString());
      // Deletions that overtook what made them possible; there is nothing left to read.
      assertThat(names).as("%s: refused: %s", as, e.getMessage()).isEqualTo(Names.ANY);
      return false;
    } catch (Throwable e) {
      Files.write(
          crashed.resolve("operations.txt"),
          before.stream().map(DiskOp::toString).collect(Collectors.joining("\n")).getBytes(UTF_8));
      throw e;
    }
  }

  /** Where the tail of the log will be kept that is not a whole write; it is logged, too. */
  private static Optional<Path> unfinishedTail(Path journal) throws IOException {
    if (!Files.exists(journal.resolve("store"))) {
      return Optional.empty();
    }
    for (Path log : Manifest.logsIn(journal.resolve("db")).values()) {
      LogFile.Scan scan = LogFile.scan(log, record -> {});
      if (scan.tornTail()) {
        return Optional.of(
            journal.resolve("cut").resolve(log.getFileName() + "." + scan.goodEnd()));
      }
    }
    return Optional.empty();
  }

  private int refused(List<DiskOp> operations, Names names, int times) throws Exception {
    int refused = 0;
    int first = operations.indexOf(new DiskOp.Mark(RecordedDisk.LOADED)) + 1;
    for (int i = 0; i < times; i++) {
      int at = random.nextInt(first, operations.size() + 1);
      refused += opensAfterPowerLoss(operations.subList(0, at), names) ? 0 : 1;
    }
    return refused;
  }

  @Test
  void whatever_is_acknowledged_survives_a_power_loss() throws Exception {
    List<DiskOp> operations = run(2, 200);

    for (Names names : Names.values()) {
      refused(operations, names, 10);
    }
    assertThat(Ledger.of(operations).events()).isGreaterThan(200);
  }

  @Test
  void a_power_loss_during_the_start_after_a_power_loss_loses_nothing() throws Exception {
    List<DiskOp> operations = run(1, 100);
    Path crashed = directory.resolve("crash-first");
    PowerLoss.leave(operations, Names.JOURNALED, random, crashed);

    List<DiskOp> again = new ArrayList<>(run(crashed, false, 1, 20));
    int loaded = again.indexOf(new DiskOp.Mark(RecordedDisk.LOADED));
    again.addAll(
        loaded, operations.stream().filter(DiskOp.Mark.class::isInstance).skip(1).toList());

    refused(again, Names.JOURNALED, 10);
    refused(again, Names.SYNCED, 5);
  }

  /** R17: without the sync of the directory a whole log vanishes, and often nobody notices. */
  @Test
  void r17_without_the_sync_of_a_new_log_s_name_acknowledged_events_are_lost() throws Exception {
    List<DiskOp> operations = new ArrayList<>(run(1, 150));
    DiskOp ofOpening = new DiskOp.SyncDirectory(DATABASE);
    int opened = operations.indexOf(ofOpening);
    operations.subList(opened + 1, operations.size()).removeIf(ofOpening::equals);
    int lost = 0;

    for (int at = operations.size(); at > operations.size() / 2; at -= operations.size() / 50) {
      try {
        lost += opensAfterPowerLoss(operations.subList(0, at), Names.SYNCED) ? 0 : 1;
      } catch (AssertionError silently) {
        lost++;
      }
    }

    assertThat(lost).as("seed %d", SEED).isGreaterThan(5);
  }

  /** What native LevelDB does to its files is not seen here; what the plugin does is. */
  @Test
  void r17_the_native_engine_s_logs_have_their_names_synced_too_and_once_each() throws Exception {
    Path root = Files.createDirectories(directory.resolve("native"));

    List<DiskOp> operations = run(root, true, 1, 300);

    long syncs = operations.stream().filter(new DiskOp.SyncDirectory(DATABASE)::equals).count();
    long written = operations.stream().filter(DiskOp.Mark.class::isInstance).count();
    Path newest = Manifest.logsIn(root.resolve(DATABASE)).values().iterator().next();
    // Every log but the first replaces one that became a table: two numbers each.
    int logs = Integer.parseInt(newest.getFileName().toString().replace(".log", "")) / 2;
    assertThat(logs).as("seed %d", SEED).isGreaterThan(4);
    assertThat(syncs).as("seed %d", SEED).isBetween(logs / 2L, Math.min(2L * logs, written / 2));
  }

  @Test
  @Tag("soak")
  void thousands_of_power_losses() throws Exception {
    int runs = Integer.getInteger("troupe.powerlosses", 2_500) / 125;
    Map<Names, Integer> refused = new EnumMap<>(Names.class);
    for (int run = 0; run < runs; run++) {
      List<DiskOp> operations = run(1 + random.nextInt(3), 300);
      for (Names names : Names.values()) {
        refused.merge(names, refused(operations, names, 25), Integer::sum);
      }
      deleteCrashes();
    }
    System.out.printf(
        "%d power losses, %d tails cut, seed %d; refused to open:%n", runs * 125, cuts, SEED);
    assertThat(cuts).isPositive();
    refused.forEach(
        (names, times) -> System.out.printf("  %s: %d of %d%n", names, times, runs * 25));
  }

  private void deleteCrashes() throws IOException {
    try (var all = Files.walk(directory)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        if (!path.equals(directory)) {
          Files.delete(path);
        }
      }
    }
  }
}
