package io.troupe.persistence.leveldb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.troupe.persistence.DataDirectory;
import io.troupe.persistence.DataDirectoryException;
import io.troupe.persistence.JournalException;
import io.troupe.persistence.contract.JournalDriver;
import io.troupe.persistence.leveldb.JournalFiles.Dumped;
import io.troupe.persistence.leveldb.JournalFiles.IdStatistics;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.persistence.JournalProtocol.WriteMessageSuccess;
import org.apache.pekko.persistence.journal.Tagged;
import org.iq80.leveldb.DB;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator can do with a journal that no process uses. */
class JournalFilesTest {
  private static final String WRITER = "11111111-2222-3333-4444-555555555555";
  private static final String SETTING = "troupe.persistence.leveldb.journal.dir";
  private static final JournalFiles.Progress UNSEEN = (done, total) -> {};

  @TempDir static Path template;
  @TempDir Path directory;
  private Path journal = Path.of("");

  /** "a": 1 to 5 with tags, the first two deleted; "b": 1 to 3; "gone": all deleted. */
  @BeforeAll
  static void fill() {
    try (JournalDriver driver = new JournalDriver(Plugins.config(template, true))) {
      for (int i = 1; i <= 5; i++) {
        driver.write(
            JournalDriver.atomic("a", WRITER, i, new Tagged("a-" + i, Set.of("red", "t" + i))));
      }
      driver.write("b", WRITER, 1, 3);
      driver.write("gone", WRITER, 1, 4);
      driver.delete("a", 2);
      driver.delete("gone", 4);
    }
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

  private void alter(Consumer<DB> change) throws IOException {
    JournalSettings settings = JournalFiles.settings(journal);
    try (DB db = Engine.choose(settings).open(journal.resolve("db"), settings)) {
      change.accept(db);
    }
  }

  private List<String> problems() throws IOException {
    try (JournalFiles files = JournalFiles.open(journal)) {
      return files.verify(UNSEEN);
    }
  }

  private static List<Dumped> dump(Path journal, String id) throws IOException {
    List<Dumped> events = new ArrayList<>();
    try (JournalFiles files = JournalFiles.open(journal)) {
      files.dump(id, 1, Long.MAX_VALUE, events::add);
    }
    return events;
  }

  private byte[] export() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JournalFiles files = JournalFiles.open(journal)) {
      assertThat(files.exportTo(out, UNSEEN)).isEqualTo(6);
    }
    return out.toByteArray();
  }

  /** Found by PowerLossTest, seed 43000503069365. */
  @Test
  void a_journal_whose_making_was_interrupted_before_anything_was_durable_is_made_again()
      throws IOException {
    Path made = directory.resolve("made");
    try (DataDirectory begun = DataDirectory.open(made, StoreDirectory.OWNER)) {
      Files.createFile(begun.resolve(HighWater.FILE));
    }

    EventStore.open(JournalFiles.settings(made)).close();

    assertThat(made.resolve("store")).exists();
  }

  @Test
  void a_high_water_file_without_a_number_beside_a_database_is_damage() throws IOException {
    Files.delete(journal.resolve("store"));
    Files.write(journal.resolve(HighWater.FILE), new byte[0]);

    assertThatExceptionOfType(JournalException.Damaged.class)
        .isThrownBy(() -> EventStore.open(JournalFiles.settings(journal)))
        .withMessageContaining("high-water is damaged");
  }

  @Test
  void statistics_tell_what_each_id_holds() throws IOException {
    try (JournalFiles files = JournalFiles.open(journal)) {
      assertThat(files.statistics(UNSEEN))
          .containsExactly(
              new IdStatistics("a", 3, 9, 3, 5, 2),
              new IdStatistics("b", 3, 9, 1, 3, 0),
              new IdStatistics("gone", 0, 0, 0, 4, 4));
    }
  }

  @Test
  void a_sound_journal_has_no_problems() throws IOException {
    assertThat(problems()).isEmpty();
  }

  /** Something that a disk, or a bug, may have done to the database. */
  record Harm(String finding, Consumer<DB> change) {
    @Override
    public String toString() {
      return finding;
    }
  }

  static Stream<Harm> harms() {
    byte[] event = Keys.event(1, 4);
    byte[] tag = Keys.tagged("red", 4);
    return Stream.of(
        new Harm("event a / 5: event 4 before it is missing", db -> db.delete(event)),
        new Harm("event a / 4 is missing, but has the tag red", db -> db.delete(event)),
        new Harm("event a / 4: has a wrong checksum", db -> db.put(event, flipped(db.get(event)))),
        new Harm("event a / 4 is missing in the index of tag red", db -> db.delete(tag)),
        new Harm(
            "event a / 5 does not have the tag blue of the index",
            db -> db.put(Keys.tagged("blue", 5), Counters.encode(Keys.tagged("blue", 5), 1, 5))),
        new Harm(
            "event a / 9 is missing, but has the tag blue",
            db -> db.put(Keys.tagged("blue", 5), Counters.encode(Keys.tagged("blue", 5), 1, 9))),
        new Harm(
            "persistence id b has the number 1, which is not named so",
            db -> db.put(Keys.stream("b"), Counters.encode(Keys.stream("b"), 1))),
        new Harm(
            "stream 2 is named b, which has another number", db -> db.delete(Keys.stream("b"))),
        new Harm("stream 2 has events and no persistence id", db -> db.delete(Keys.name(2))),
        new Harm(
            "entry 0400000000000000",
            db -> db.put(Keys.deleted(1), flipped(db.get(Keys.deleted(1))))),
        new Harm("entry 4d is of no known kind", db -> db.put(new byte[] {0x4d}, new byte[1])));
  }

  private static byte[] flipped(byte[] value) {
    byte[] altered = value.clone();
    altered[altered.length - 1] ^= 1;
    return altered;
  }

  @ParameterizedTest
  @MethodSource("harms")
  void what_is_missing_or_altered_is_found_and_named(Harm harm) throws IOException {
    alter(harm.change);

    assertThat(problems()).anyMatch(problem -> problem.startsWith(harm.finding));
  }

  @Test
  void an_event_can_be_looked_at() throws IOException {
    List<Dumped> events = dump(journal, "a");

    assertThat(events).extracting(Dumped::sequenceNr).containsExactly(3L, 4L, 5L);
    assertThat(UTF_8.decode(events.get(0).bytes()).toString()).isEqualTo("a-3");
    assertThat(events.get(0).tags()).containsExactlyInAnyOrder("red", "t3");
    assertThat(dump(journal, "nobody")).isEmpty();
  }

  @Test
  void an_imported_journal_is_the_same_and_goes_on_where_the_other_ended() throws IOException {
    Path other = directory.resolve("other/journal");

    assertThat(JournalFiles.importFrom(new ByteArrayInputStream(export()), other, UNSEEN))
        .isEqualTo(6);

    try (JournalFiles original = JournalFiles.open(journal);
        JournalFiles copy = JournalFiles.open(other)) {
      assertThat(copy.verify(UNSEEN)).isEmpty();
      assertThat(copy.statistics(UNSEEN)).isEqualTo(original.statistics(UNSEEN));
    }
    assertThat(dump(other, "a")).isEqualTo(dump(journal, "a"));
    try (JournalDriver driver =
        new JournalDriver(Plugins.config(directory.resolve("other"), false))) {
      assertThat(driver.replay("gone").highest()).isEqualTo(4);
      assertThat(driver.write("gone", WRITER, 5, 5).of(WriteMessageSuccess.class)).hasSize(1);
      driver.write(JournalDriver.atomic("c", WRITER, 1, new Tagged("c-1", Set.of("red"))));
    }
    assertThat(problemsOf(other)).isEmpty();
  }

  private static List<String> problemsOf(Path journal) throws IOException {
    try (JournalFiles files = JournalFiles.open(journal)) {
      return files.verify(UNSEEN);
    }
  }

  @Test
  void an_export_that_was_cut_off_or_altered_makes_no_journal() throws IOException {
    byte[] good = export();
    for (int length = 0; length < good.length; length += 53) {
      refused(Arrays.copyOf(good, length));
    }
    IntStream.range(0, good.length)
        .filter(at -> at % 37 == 0)
        .forEach(
            at -> {
              byte[] altered = good.clone();
              altered[at] ^= 4;
              refused(altered);
            });
  }

  private void refused(byte[] export) {
    Path other = directory.resolve("other");
    assertThatExceptionOfType(JournalException.Damaged.class)
        .isThrownBy(() -> JournalFiles.importFrom(new ByteArrayInputStream(export), other, UNSEEN))
        .withMessageContaining("export");
    assertThat(directory.toFile().list()).containsExactly("journal");
  }

  @Test
  void an_event_that_is_missing_ends_an_export() throws IOException {
    alter(db -> db.delete(Keys.event(2, 2)));

    assertThatExceptionOfType(JournalException.Damaged.class)
        .isThrownBy(this::export)
        .withMessageContaining("b / 2 is missing");
  }

  @Test
  void an_import_overwrites_nothing() throws IOException {
    byte[] export = export();

    assertThatExceptionOfType(DataDirectoryException.class)
        .isThrownBy(
            () -> JournalFiles.importFrom(new ByteArrayInputStream(export), journal, UNSEEN))
        .withMessageContaining(journal + " is not empty");
    assertThat(problems()).isEmpty();
  }

  @Test
  void an_import_that_is_under_way_is_not_disturbed_by_another_to_the_same_place()
      throws IOException {
    byte[] export = export();
    Path other = directory.resolve("other");

    try (DataDirectory first =
        DataDirectory.open(directory.resolve("other.importing"), StoreDirectory.OWNER)) {
      assertThatExceptionOfType(DataDirectoryException.class)
          .isThrownBy(
              () -> JournalFiles.importFrom(new ByteArrayInputStream(export), other, UNSEEN))
          .withMessageContaining(first.path() + " is in the way")
          .withMessageContaining("in use by");
    }
    assertThat(JournalFiles.importFrom(new ByteArrayInputStream(export), other, UNSEEN))
        .isEqualTo(6);
  }

  @Test
  void a_directory_without_a_journal_stays_as_it_is() {
    Path missing = directory.resolve("missing");

    refusedToOpen(missing, "there is no directory " + missing);
    assertThat(missing).doesNotExist();
    refusedToOpen(directory, "no journal in " + directory, "name that");
    assertThat(directory.toFile().list()).containsExactly("journal");
  }

  @Test
  void what_is_no_journal_is_told_for_what_it_is() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    Path empty = Files.createDirectory(directory.resolve("empty"));
    Path other = Files.createDirectory(directory.resolve("leveldb"));
    Files.createFile(other.resolve("CURRENT"));

    refusedToOpen(file, file + " is a file");
    refusedToOpen(empty, "no journal in " + empty, SETTING);
    refusedToOpen(journal.resolve("db"), "name the directory above it");
    refusedToOpen(other, "./troupe journal migrate");
    assertThat(empty).isEmptyDirectory();
  }

  @Test
  void half_a_journal_is_told_for_what_it_is() throws IOException {
    Files.createFile(journal.resolve(StoreDirectory.UNFINISHED));

    refusedToOpen(journal, journal + " is half a journal", "run that again");
  }

  private static void refusedToOpen(Path path, String... why) {
    assertThatExceptionOfType(DataDirectoryException.class)
        .isThrownBy(() -> JournalFiles.open(path).close())
        .withMessageContainingAll(why);
  }

  @Test
  void a_journal_in_use_is_left_alone() throws IOException {
    try (JournalFiles open = JournalFiles.open(journal)) {
      assertThatExceptionOfType(DataDirectoryException.class)
          .isThrownBy(() -> JournalFiles.open(journal))
          .withMessageContaining("in use");
      assertThat(open.verify(UNSEEN)).isEmpty();
    }
  }
}
