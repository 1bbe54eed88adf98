package io.troupe.persistence.leveldb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.troupe.persistence.DataDirectoryException;
import io.troupe.persistence.leveldb.JournalFiles.IdStatistics;
import io.troupe.persistence.leveldb.JournalFiles.Migrated;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Migration of a journal that is (with native LevelDB) larger than the heap, in a JVM that is
 * killed on the way and begun anew. {@code -Dtroupe.migration.mebibytes=N} chooses another size.
 */
@Tag("soak")
class LargeMigrationTest {
  private static final long MEBIBYTES = Long.getLong("troupe.migration.mebibytes", 110);
  private static final int STEPS = 10_000;

  /** Much smaller than the journal. */
  private static final String NATIVE_HEAP = "64m";

  /** That of {@code ./troupe}: the Java engine has its write buffers in the heap. */
  private static final String JAVA_HEAP = "256m";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  private double longestStep;

  @BeforeAll
  static void syncWholeLogs() {
    StockJournal.syncWholeLogs();
  }

  @ParameterizedTest(name = "native LevelDB: {0}")
  @ValueSource(booleans = {true, false})
  void a_large_journal_is_migrated_though_attempts_before_were_killed(boolean useNative)
      throws Exception {
    LargeStockJournal stock =
        LargeStockJournal.of(directory.resolve("old"), MEBIBYTES << (useNative ? 20 : 18));
    Path journal = directory.resolve("journal");
    stock.fill(useNative);
    Map<String, Long> before = checksums(stock.directory());

    for (double killedAt : new double[] {0.05, 0.6}) {
      run(useNative, journal, killedAt);
      assertThat(journal).doesNotExist();
      assertThat(checksums(stock.directory())).isEqualTo(before);
    }
    assertIsHalfAJournal(directory.resolve("journal.importing"));
    long started = System.nanoTime();
    List<String> said = run(useNative, journal, 2);
    long seconds = (System.nanoTime() - started) / 1_000_000_000;

    assertThat(said).last().asString().startsWith("migrated " + stock.events() + " events");
    assertThat(longestStep).as("the longest step of the progress bar").isLessThan(0.2);
    System.out.printf(
        "%s engine: %,d events of %d ids, %,d MiB of files, migrated in %d s%n%s%n",
        useNative ? "native" : "java",
        stock.events(),
        stock.ids(),
        bytes(stock.directory()) >> 20,
        seconds,
        String.join("\n", said));
    assertThat(checksums(stock.directory())).isEqualTo(before);
    assertThat(directory.toFile().list()).containsExactlyInAnyOrder("old", "journal");
    assertSame(stock, journal);
  }

  private static void assertIsHalfAJournal(Path left) {
    assertThatExceptionOfType(DataDirectoryException.class)
        .isThrownBy(() -> JournalFiles.open(left).close())
        .withMessageContaining("half a journal");
  }

  private static long bytes(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static Map<String, Long> checksums(Path directory) throws IOException {
    Map<String, Long> checksums = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        CRC32C crc = new CRC32C();
        crc.update(Files.readAllBytes(file));
        checksums.put(
            file.getFileName() + " of " + Files.getLastModifiedTime(file), crc.getValue());
      }
    }
    return checksums;
  }

  private static void assertSame(LargeStockJournal stock, Path journal) throws IOException {
    try (JournalFiles files = JournalFiles.open(journal)) {
      assertThat(files.verify((done, total) -> {})).isEmpty();
      Map<String, IdStatistics> ids = new TreeMap<>();
      files.statistics((done, total) -> {}).forEach(id -> ids.put(id.persistenceId(), id));
      assertThat(ids).hasSize(stock.ids());
      for (int id = 0; id < stock.ids(); id++) {
        int number = id;
        String name = LargeStockJournal.nameOf(id);
        IdStatistics found = ids.getOrDefault(name, new IdStatistics("missing", 0, 0, 0, 0, 0));
        assertThat(found.highestNr()).as(name).isEqualTo(stock.highestNr());
        assertThat(found.deletedTo()).as(name).isEqualTo(stock.deletedTo(id));
        long[] next = {stock.deletedTo(id)};
        files.dump(
            name,
            1,
            Long.MAX_VALUE,
            event -> {
              long nr = ++next[0];
              assertThat(event.sequenceNr()).as(name).isEqualTo(nr);
              byte[] bytes = new byte[event.bytes().remaining()];
              event.bytes().get(bytes);
              assertThat(java.util.Arrays.equals(bytes, LargeStockJournal.event(number, nr)))
                  .as("event %s / %d", name, nr)
                  .isTrue();
              assertThat(event.tags())
                  .containsExactlyInAnyOrderElementsOf(LargeStockJournal.tags(number, nr));
            });
        assertThat(next[0]).as(name).isEqualTo(stock.highestNr());
      }
    }
  }

  /** Runs the migration, and kills it at a part of its way. */
  private List<String> run(boolean useNative, Path journal, double killAt) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + (useNative ? NATIVE_HEAP : JAVA_HEAP),
                "-XX:+UseSerialGC",
                "-Dtroupe.persistence.leveldb.journal.native=" + useNative,
                "-cp",
                System.getProperty("java.class.path"),
                Migrating.class.getName(),
                directory.resolve("old").toString(),
                journal.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> said = new ArrayList<>();
    longestStep = 0;
    double last = 0;
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("at ")) {
          double at = Double.parseDouble(line.substring(3));
          longestStep = Math.max(longestStep, at - last);
          last = at;
          if (at >= killAt) {
            process.toHandle().destroyForcibly();
          }
        } else {
          said.add(line);
        }
      }
      return said;
    } finally {
      process.destroyForcibly();
      process.onExit().join();
    }
  }

  /** The JVM with the small heap. */
  static final class Migrating {
    private Migrating() {}

    public static void main(String[] arguments) throws IOException {
      long[] told = {-1};
      Migrated done =
          JournalFiles.migrate(
              Path.of(arguments[0]),
              Path.of(arguments[1]),
              (at, total) -> {
                long step = STEPS * at / total;
                if (step > told[0]) {
                  told[0] = step;
                  System.out.println("at " + (double) step / STEPS);
                }
              });
      System.out.println(memory());
      System.out.printf(
          "migrated %d events of %d persistence ids%n", done.events(), done.persistenceIds());
      System.out.flush();
      Runtime.getRuntime().halt(0);
    }

    /** Without the files that native LevelDB maps into memory. */
    private static String memory() throws IOException {
      Path status = Path.of("/proc/self/status");
      return Files.exists(status)
          ? Files.readAllLines(status).stream()
              .filter(line -> line.startsWith("RssAnon"))
              .collect(Collectors.joining())
          : "";
    }
  }
}
