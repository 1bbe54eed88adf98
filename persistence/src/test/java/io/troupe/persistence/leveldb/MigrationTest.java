package io.troupe.persistence.leveldb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.troupe.persistence.DataDirectoryException;
import io.troupe.persistence.JournalException;
import io.troupe.persistence.contract.JournalDriver;
import io.troupe.persistence.leveldb.JournalFiles.Migrated;
import io.troupe.persistence.leveldb.JournalFiles.MigratedTag;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.pekko.persistence.JournalProtocol.WriteMessageSuccess;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.Tagged;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.persistence.query.Sequence;
import org.apache.pekko.stream.javadsl.Sink;
import org.iq80.leveldb.DB;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Journals that Pekko's own LevelDB plugin wrote, brought over. */
class MigrationTest {
  private static final String WRITER = "11111111-2222-3333-4444-555555555555";
  private static final JournalFiles.Progress UNSEEN = (done, total) -> {};

  @TempDir Path directory;

  /** As {@link Engine#JAVA} does: the class that reads it may be loaded by the plugin first. */
  @BeforeAll
  static void syncWholeLogs() {
    System.setProperty("leveldb.mmap", "false");
  }

  private Path old() {
    return directory.resolve("old");
  }

  private JournalDriver stock(boolean useNative) {
    return new JournalDriver(stockConfig(old(), useNative));
  }

  static Config stockConfig(Path journal, boolean useNative) {
    return ConfigFactory.parseString(
            String.format(
                "pekko.persistence.journal { plugin = pekko.persistence.journal.leveldb%n"
                    + " leveldb { dir = \"%s\", native = %s } }",
                journal, useNative))
        .withFallback(Plugins.config(journal.resolveSibling("unused"), useNative));
  }

  private JournalDriver migrated() {
    return new JournalDriver(Plugins.config(directory, true));
  }

  private Migrated migrate() throws IOException {
    return JournalFiles.migrate(old(), directory.resolve("journal"), UNSEEN);
  }

  /** "a": 1 to 6 with tags, the first two deleted; "b": 1 to 3; "gone": all deleted. */
  private List<JournalDriver.Replayed> fill(boolean useNative) {
    try (JournalDriver journal = stock(useNative)) {
      for (int i = 1; i <= 6; i++) {
        journal.write(
            JournalDriver.atomic("a", WRITER, i, new Tagged("a-" + i, Set.of("red", "t" + i))));
      }
      journal.write("b", "another writer", 1, 3);
      journal.write("gone", WRITER, 1, 4);
      journal.delete("a", 2);
      journal.delete("gone", 4);
      journal.replay("asked for only");
      return Stream.of("a", "b", "gone").map(journal::replay).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_journal_is_carried_over_with_all_that_pekko_keeps_of_an_event(boolean useNative)
      throws IOException {
    List<JournalDriver.Replayed> before = fill(useNative);

    Migrated done = migrate();

    assertThat(done.persistenceIds()).isEqualTo(3);
    assertThat(done.events()).isEqualTo(7);
    assertThat(done.missing()).isZero();
    assertThat(done.leftOutOfTags()).isEqualTo(4);
    assertThat(done.tags())
        .contains(new MigratedTag("red", 4, 6, 4), new MigratedTag("t1", 0, 1, 0))
        .contains(new MigratedTag("t6", 1, 1, 4))
        .hasSize(7);
    try (JournalDriver journal = migrated()) {
      List<JournalDriver.Replayed> after =
          Stream.of("a", "b", "gone").map(journal::replay).toList();
      for (int i = 0; i < before.size(); i++) {
        assertThat(after.get(i).highest()).isEqualTo(before.get(i).highest());
        assertThat(after.get(i).events()).isEqualTo(before.get(i).events());
        assertThat(after.get(i).events())
            .extracting(PersistentRepr::timestamp)
            .isEqualTo(before.get(i).events().stream().map(PersistentRepr::timestamp).toList());
      }
      assertThat(journal.write("gone", WRITER, 5, 5).of(WriteMessageSuccess.class)).hasSize(1);
      assertThat(tagged(journal, "red", 0)).containsExactly("a-3", "a-4", "a-5", "a-6");
      assertThat(tagged(journal, "red", 3)).containsExactly("a-6");
      journal.write(JournalDriver.atomic("a", WRITER, 7, new Tagged("a-7", Set.of("red"))));
      assertThat(tagged(journal, "red", 4)).containsExactly("a-7");
    }
    assertThat(problems()).isEmpty();
  }

  private List<String> problems() throws IOException {
    try (JournalFiles files = JournalFiles.open(directory.resolve("journal"))) {
      return files.verify(UNSEEN);
    }
  }

  private static List<Object> tagged(JournalDriver journal, String tag, long after) {
    try {
      return PersistenceQuery.get(journal.system())
          .getReadJournalFor(LeveldbReadJournal.class, LeveldbReadJournal.IDENTIFIER)
          .currentEventsByTag(tag, after == 0 ? Offset.noOffset() : new Sequence(after))
          .map(EventEnvelope::event)
          .runWith(Sink.seq(), journal.system())
          .toCompletableFuture()
          .get(20, TimeUnit.SECONDS)
          .stream()
          .toList();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void manifests_and_metadata_are_carried_over() throws IOException {
    PersistentRepr event =
        PersistentRepr.apply("e", 1, "m", "the manifest", false, null, WRITER)
            .withMetadata("the metadata");
    try (JournalDriver journal = stock(true)) {
      journal.write(JournalDriver.atomic(event));
    }

    migrate();

    try (JournalDriver journal = migrated()) {
      PersistentRepr after = journal.replay("m").events().get(0);
      assertThat(after.manifest()).isEqualTo("the manifest");
      assertThat(after.metadata().get()).isEqualTo("the metadata");
      assertThat(after.writerUuid()).isEqualTo(WRITER);
    }
  }

  @Test
  void every_tag_keeps_its_order_whatever_tags_the_events_share() throws IOException {
    long seed = 20261124;
    Random random = new Random(seed);
    Map<String, List<Object>> byTag = new TreeMap<>();
    Map<String, Integer> next = new HashMap<>();
    try (JournalDriver journal = stock(true)) {
      for (int i = 0; i < 200; i++) {
        String id = "id-" + random.nextInt(7);
        int number = next.merge(id, 1, Integer::sum);
        String event = id + "/" + number;
        Set<String> tags = new TreeSet<>();
        for (int left = random.nextInt(4); left > 0; left--) {
          tags.add("tag-" + random.nextInt(6));
        }
        tags.forEach(tag -> byTag.computeIfAbsent(tag, none -> new ArrayList<>()).add(event));
        journal.write(JournalDriver.atomic(id, WRITER, number, new Tagged(event, tags)));
      }
    }

    Migrated done = migrate();

    assertThat(done.events()).as("seed %d", seed).isEqualTo(200);
    assertThat(problems()).as("seed %d", seed).isEmpty();
    try (JournalDriver journal = migrated()) {
      byTag.forEach(
          (tag, events) ->
              assertThat(tagged(journal, tag, 0)).as("seed %d, %s", seed, tag).isEqualTo(events));
    }
  }

  @Test
  void the_old_directory_is_left_as_it_was() throws IOException {
    fill(true);
    Map<String, ByteBuffer> before = contents(old());

    migrate();

    assertThat(contents(old())).isEqualTo(before);
    assertThat(directory.resolve("journal.migrating")).doesNotExist();
    assertThat(directory.resolve("journal.importing")).doesNotExist();
  }

  private static Map<String, ByteBuffer> contents(Path directory) throws IOException {
    Map<String, ByteBuffer> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        contents.put(
            file.getFileName() + " of " + Files.getLastModifiedTime(file),
            ByteBuffer.wrap(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  @Test
  void a_journal_in_use_is_refused() throws IOException {
    fill(true);
    try (FileChannel lock =
        FileChannel.open(
            old().resolve("LOCK"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      assertThat(lock.lock().isValid()).isTrue();

      refused("is in use");
    }
  }

  @Test
  void what_is_no_journal_of_the_plugin_is_refused() throws IOException {
    Files.createDirectories(old());
    refused("no LevelDB in " + old());

    try (DB db = Engine.NATIVE.open(old(), JournalFiles.settings(old()))) {
      db.put(new byte[20], new byte[0]);
    }
    refused("no journal of Pekko's LevelDB plugin");
  }

  @Test
  void a_journal_of_ours_is_refused() {
    try (JournalDriver journal =
        new JournalDriver(Plugins.config(directory.resolve("ours"), true))) {
      journal.write("a", WRITER, 1, 1);
    }
    Path ours = directory.resolve("ours/journal");

    assertThatExceptionOfType(DataDirectoryException.class)
        .isThrownBy(() -> JournalFiles.migrate(ours, directory.resolve("journal"), UNSEEN))
        .withMessageContaining("is a journal of Troupe already");
  }

  @Test
  void a_directory_with_something_in_it_is_not_overwritten() throws IOException {
    fill(true);
    Files.createDirectories(directory.resolve("journal"));
    Files.writeString(directory.resolve("journal/mine"), "precious");

    assertThatExceptionOfType(DataDirectoryException.class)
        .isThrownBy(this::migrate)
        .withMessageContaining("is not empty");
    assertThat(directory.resolve("journal/mine")).hasContent("precious");
  }

  private void refused(String why) {
    assertThatExceptionOfType(DataDirectoryException.class)
        .isThrownBy(this::migrate)
        .withMessageContaining(why);
    assertThat(directory.resolve("journal")).doesNotExist();
    assertThat(directory.resolve("journal.migrating")).doesNotExist();
  }

  @Test
  void damage_that_leveldb_would_hide_ends_the_migration() throws IOException {
    fill(true);
    Path log;
    try (Stream<Path> files = Files.list(old())) {
      log = files.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(log);
    bytes[100] ^= 1;
    Files.write(log, bytes);

    damaged(log + " is damaged");
  }

  @Test
  void a_last_event_that_is_missing_ends_the_migration() throws IOException {
    fill(true);
    alter(db -> db.delete(StockKey.event(idOf("b", db), 3).encode()));

    damaged("the last event of persistence id b is 2, but 3 was written");
  }

  @Test
  void an_event_that_is_missing_in_between_is_counted() throws IOException {
    fill(true);
    alter(db -> db.delete(StockKey.event(idOf("b", db), 2).encode()));

    assertThat(migrate().missing()).isEqualTo(1);
    try (JournalDriver journal = migrated()) {
      assertThat(journal.replay("b").numbers()).containsExactly(1L, 3L);
    }
  }

  @Test
  void tags_that_contradict_each_other_end_the_migration() throws IOException {
    try (JournalDriver journal = stock(true)) {
      for (int i = 1; i <= 2; i++) {
        journal.write(
            JournalDriver.atomic("a", WRITER, i, new Tagged("a-" + i, Set.of("red", "blue"))));
      }
    }
    alter(
        db -> {
          byte[] first = StockKey.event(idOf("$$$red", db), 1).encode();
          byte[] second = StockKey.event(idOf("$$$red", db), 2).encode();
          byte[] moved = db.get(first);
          db.put(first, db.get(second));
          db.put(second, moved);
        });

    damaged("have the same events in different orders");
  }

  private interface Change {
    void to(DB db);
  }

  private void alter(Change change) throws IOException {
    try (DB db = Engine.NATIVE.open(old(), JournalFiles.settings(old()))) {
      change.to(db);
    }
  }

  private static int idOf(String name, DB db) {
    for (int id = StockKey.FIRST_ID; ; id++) {
      if (new String(db.get(StockKey.name(id).encode()), java.nio.charset.StandardCharsets.UTF_8)
          .equals(name)) {
        return id;
      }
    }
  }

  private void damaged(String what) {
    assertThatExceptionOfType(JournalException.Damaged.class)
        .isThrownBy(this::migrate)
        .withMessageContaining(what)
        .withMessageStartingWith(old().toString());
    assertThat(directory.resolve("journal")).doesNotExist();
    assertThat(directory.resolve("journal.migrating")).doesNotExist();
  }
}
