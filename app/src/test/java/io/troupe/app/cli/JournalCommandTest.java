package io.troupe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.troupe.persistence.DataDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.persistence.AbstractPersistentActor;
import org.apache.pekko.persistence.RecoveryCompleted;
import org.apache.pekko.persistence.journal.Tagged;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalCommandTest {
  @TempDir static Path template;
  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path journal = Path.of("");

  /** Persists three events, then says so. */
  static final class Three extends AbstractPersistentActor {
    private final CompletableFuture<Void> done;

    Three(CompletableFuture<Void> done) {
      this.done = done;
    }

    @Override
    public String persistenceId() {
      return "three";
    }

    @Override
    public Receive createReceiveRecover() {
      return receiveBuilder().match(RecoveryCompleted.class, completed -> persistThree()).build();
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder().build();
    }

    private void persistThree() {
      IntStream.rangeClosed(1, 3)
          .forEach(
              i ->
                  persist(
                      new Tagged("event " + i, Set.of("red")),
                      persisted -> {
                        if (lastSequenceNr() == 3) {
                          done.complete(null);
                        }
                      }));
    }
  }

  @BeforeAll
  static void fill() {
    persistThree(
        """
        pekko.persistence.journal.plugin = troupe.persistence.leveldb.journal
        troupe.persistence.leveldb.journal.dir = "%s"
        """
            .formatted(template.resolve("journal")));
  }

  private static void persistThree(String config) {
    ActorSystem system =
        ActorSystem.create(
            "journal", ConfigFactory.parseString(config).withFallback(ConfigFactory.load()));
    CompletableFuture<Void> done = new CompletableFuture<>();
    system.actorOf(Props.create(Three.class, () -> new Three(done)));
    done.orTimeout(20, TimeUnit.SECONDS).join();
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  @BeforeEach
  void copy() throws IOException {
    journal = directory.resolve("journal");
    Path original = template.resolve("journal");
    try (Stream<Path> files = Files.walk(original)) {
      for (Path file : files.toList()) {
        Files.copy(file, journal.resolve(original.relativize(file)));
      }
    }
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return TroupeCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify", "stats", "dump", "backup", "export", "import", "migrate"})
  void every_command_explains_itself(String command) {
    assertThat(run("journal", command, "--help")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("Usage: troupe journal " + command);
  }

  @Test
  void a_sound_journal_is_verified() {
    assertThat(run("journal", "verify", journal.toString())).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains(journal + ": all is well");
  }

  @Test
  void a_damaged_file_is_named_and_nothing_is_changed() throws IOException {
    Path log;
    try (Stream<Path> files = Files.list(journal.resolve("db"))) {
      log = files.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow();
    }
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
      file.seek(100);
      int old = file.read();
      file.seek(100);
      file.write(old ^ 1);
    }
    byte[] before = Files.readAllBytes(log);

    assertThat(run("journal", "verify", journal.toString())).isEqualTo(ExitCode.NO);

    assertThat(err.toString()).contains(log.toString()).contains("backup");
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(Files.readAllBytes(log)).isEqualTo(before);
  }

  @Test
  void statistics_have_a_line_for_each_id_and_a_sum() {
    assertThat(run("journal", "stats", journal.toString())).isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines().map(String::strip).map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "events bytes first last deleted to id", "3 21 1 3 0 three", "3 21 1 persistence ids");
  }

  @Test
  void a_dump_is_a_line_of_json_for_each_event() {
    assertThat(run("journal", "dump", journal.toString(), "--id", "three", "--from", "3"))
        .isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines()).hasSize(1);
    assertThat(out.toString())
        .contains("\"sequenceNr\":3")
        .contains("\"tags\":[\"red\"]")
        .contains("\"event\":\"ZXZlbnQgMw==\"");
  }

  @Test
  void a_dump_of_nothing_says_so() {
    assertThat(run("journal", "dump", journal.toString(), "--id", "tree")).isEqualTo(ExitCode.NO);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .startsWith("troupe: " + journal + " holds no such events of persistence id tree;");
  }

  @Test
  void an_export_needs_a_directory_that_exists() {
    Path file = directory.resolve("missing/file");

    assertThat(run("journal", "export", journal.toString(), file.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .startsWith("troupe: there is no directory " + file.getParent() + "; create it");
  }

  @Test
  void what_was_exported_can_be_imported() {
    Path file = directory.resolve("journal.export");
    Path copy = directory.resolve("copy");

    assertThat(run("journal", "export", journal.toString(), file.toString()))
        .isEqualTo(ExitCode.OK);
    assertThat(out.toString()).isEqualTo("exported 3 events to " + file + "\n");
    assertThat(run("journal", "import", file.toString(), copy.toString())).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).isEqualTo("imported 3 events into " + copy + "\n");
    assertThat(run("journal", "verify", copy.toString())).isEqualTo(ExitCode.OK);
  }

  @Test
  void a_journal_in_use_is_backed_up_and_the_copy_verified() throws IOException {
    Path copy = directory.resolve("copy");

    try (DataDirectory inUse = DataDirectory.open(journal, Map.of("holds", "events in LevelDB"))) {
      assertThat(run("journal", "stats", inUse.path().toString())).isEqualTo(ExitCode.USAGE);
      assertThat(run("journal", "backup", inUse.path().toString(), copy.toString()))
          .isEqualTo(ExitCode.OK);
    }

    assertThat(out.toString()).endsWith(" bytes to " + copy + ": all is well\n");
    assertThat(run("journal", "dump", copy.toString(), "--id", "three")).isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines()).hasSize(3);
    assertThat(run("journal", "backup", journal.toString(), copy.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(copy + " is not empty");
  }

  @Test
  void what_exists_is_not_overwritten() throws IOException {
    Path file = Files.writeString(directory.resolve("mine"), "precious");

    assertThat(run("journal", "export", journal.toString(), file.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .isEqualTo("troupe: " + file + " exists; name a file that does not\n");
    assertThat(run("journal", "import", file.toString(), journal.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(journal + " is not empty");
    assertThat(file).hasContent("precious");
  }

  @Test
  void a_file_that_is_no_export_is_refused() throws IOException {
    Path file = Files.writeString(directory.resolve("mine"), "precious data of another kind");

    assertThat(run("journal", "import", file.toString(), directory.resolve("new").toString()))
        .isEqualTo(ExitCode.NO);
    assertThat(err.toString())
        .startsWith("troupe: " + file + " is not imported: this is no export of a journal; name a");
    assertThat(directory.resolve("new")).doesNotExist();
  }

  @Test
  void a_journal_of_pekkos_plugin_is_migrated() {
    Path old = directory.resolve("old");
    Path made = directory.resolve("made");
    persistThree(
        """
        pekko.persistence.journal.plugin = pekko.persistence.journal.leveldb
        pekko.persistence.journal.leveldb.dir = "%s"
        """
            .formatted(old));

    assertThat(run("journal", "migrate", old.toString(), made.toString())).isEqualTo(ExitCode.OK);

    assertThat(out.toString().lines())
        .containsExactly(
            "migrated 3 events of 1 persistence ids into " + made + "; " + old + " is as it was",
            "tag red: 3 events; its last offset was 3 and is 3 now");
    assertThat(run("journal", "dump", made.toString(), "--id", "three")).isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines()).hasSize(3);
    assertThat(run("journal", "migrate", old.toString(), made.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(made + " is not empty");
  }

  @Test
  void a_directory_without_a_journal_is_named() {
    assertThat(run("journal", "stats", directory.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).startsWith("troupe: no journal in " + directory);
  }
}
