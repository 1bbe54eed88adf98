package io.troupe.persistence.leveldb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.ConfigFactory;
import io.troupe.persistence.DataDirectoryException;
import io.troupe.persistence.contract.JournalDriver;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.iq80.leveldb.DB;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is told to whoever comes to the files of a living process, another JVM: one error, at once,
 * that names the directory and what to do; and no file is changed.
 */
@Timeout(60)
class SecondProcessTest {
  private static final JournalFiles.Progress UNSEEN = (done, total) -> {};
  private static final String SECTION = "troupe.persistence.leveldb.journal";

  @TempDir static Path directory;
  private static final List<Process> HOLDERS = new ArrayList<>();

  @BeforeAll
  static void startHolder() throws IOException {
    try (JournalDriver journal = new JournalDriver(Plugins.config(directory, true))) {
      journal.write("a", StockJournal.WRITER, 1, 5);
    }
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    HOLDERS.add(holder);
    assertThat(new BufferedReader(new InputStreamReader(holder.getInputStream(), UTF_8)).readLine())
        .isEqualTo("open");
  }

  @AfterAll
  static void stopHolder() throws InterruptedException {
    for (Process holder : HOLDERS) {
      assertThat(holder.destroyForcibly().waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** The living process: it has a journal open, and what may be two of Pekko's plugin. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      Path directory = Path.of(arguments[0]);
      EventStore store = EventStore.open(JournalFiles.settings(directory.resolve("journal")));
      Path old = Files.createDirectories(directory.resolve("stock-NATIVE/old"));
      Path oldJava = Files.createDirectories(directory.resolve("stock-JAVA/old"));
      try (DB stock = Engine.NATIVE.open(old, JournalFiles.settings(old));
          DB stockJava = Engine.JAVA.open(oldJava, JournalFiles.settings(oldJava))) {
        System.out.println("open");
        // The input ends with the parent, which may itself be killed.
        int end = System.in.read();
        Runtime.getRuntime().halt(end + store.hashCode() + stock.hashCode() + stockJava.hashCode());
      }
    }
  }

  private static StockJournal stock(Engine engine) {
    return new StockJournal(directory.resolve("stock-" + engine));
  }

  private static Path journal() {
    return directory.resolve("journal");
  }

  private static Map<String, ByteBuffer> files() throws IOException {
    Map<String, ByteBuffer> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            file + " of " + Files.getLastModifiedTime(file),
            ByteBuffer.wrap(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  private static void refused(ThrowingCallable attempt, String... why) throws IOException {
    Map<String, ByteBuffer> before = files();

    assertThatExceptionOfType(DataDirectoryException.class)
        .isThrownBy(attempt)
        .withMessageContainingAll(why);

    assertThat(files()).isEqualTo(before);
  }

  @Test
  void a_journal_that_is_to_be_looked_into_names_the_process_that_has_it() throws IOException {
    refused(
        () -> JournalFiles.open(journal()),
        journal() + " is in use by another process, pid " + HOLDERS.get(0).pid(),
        "stop it");
  }

  @Test
  void a_journal_that_is_to_be_used_names_the_process_that_has_it() throws IOException {
    refused(
        () ->
            LeveldbJournal.requireUsable(
                Plugins.config(directory, true).withFallback(ConfigFactory.load()), SECTION),
        journal() + " is in use by another process, pid " + HOLDERS.get(0).pid(),
        "stop it, or configure a directory of its own");
  }

  @Test
  void a_journal_in_use_is_backed_up() throws IOException {
    Path copy = directory.resolveSibling(directory.getFileName() + "-copy");
    try {
      Map<String, ByteBuffer> before = files();
      JournalFiles.backup(journal(), copy, UNSEEN);
      assertThat(files()).isEqualTo(before);
      try (JournalFiles files = JournalFiles.open(copy)) {
        assertThat(files.verify(UNSEEN)).isEmpty();
        assertThat(files.statistics(UNSEEN).get(0).events()).isEqualTo(5);
      }
    } finally {
      NewDirectory.deleteAll(copy);
    }
  }

  @Test
  void nothing_is_imported_over_a_journal_in_use() throws IOException {
    refused(
        () -> JournalFiles.importFrom(new ByteArrayInputStream(new byte[0]), journal(), UNSEEN),
        journal() + " is not empty",
        "name a directory that does not exist");
  }

  @ParameterizedTest
  @EnumSource
  void a_journal_of_pekkos_plugin_in_use_is_not_migrated(Engine engine) throws IOException {
    StockJournal stock = stock(engine);

    refused(
        () -> JournalFiles.migrate(stock.old(), directory.resolve("new"), UNSEEN),
        stock.old() + " is in use by a process",
        "stop it");
  }
}
