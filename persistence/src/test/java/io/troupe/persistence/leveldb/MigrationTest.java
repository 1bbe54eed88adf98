package io.troupe.persistence.leveldb;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.persistence.contract.JournalDriver;
import io.troupe.persistence.leveldb.JournalFiles.Migrated;
import io.troupe.persistence.leveldb.JournalFiles.MigratedTag;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Journals that Pekko's own LevelDB plugin wrote, brought over. */
class MigrationTest {
  private static final JournalFiles.Progress UNSEEN = (done, total) -> {};

  @TempDir Path directory;
  private StockJournal stock = new StockJournal(Path.of(""));

  @BeforeAll
  static void syncWholeLogs() {
    StockJournal.syncWholeLogs();
  }

  @BeforeEach
  void place() {
    stock = new StockJournal(directory);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_journal_is_carried_over_with_all_that_pekko_keeps_of_an_event(boolean useNative)
      throws IOException {
    List<JournalDriver.Replayed> before = stock.fill(useNative);

    Migrated done = stock.migrate();

    assertThat(done.persistenceIds()).isEqualTo(3);
    assertThat(done.events()).isEqualTo(7);
    assertThat(done.missing()).isZero();
    assertThat(done.leftOutOfTags()).isEqualTo(4);
    assertThat(done.tags())
        .contains(new MigratedTag("red", 4, 6, 4), new MigratedTag("t1", 0, 1, 0))
        .contains(new MigratedTag("t6", 1, 1, 4))
        .hasSize(7);
    try (JournalDriver journal = stock.openMigrated()) {
      List<JournalDriver.Replayed> after =
          Stream.of("a", "b", "gone").map(journal::replay).toList();
      for (int i = 0; i < before.size(); i++) {
        assertThat(after.get(i).highest()).isEqualTo(before.get(i).highest());
        assertThat(after.get(i).events()).isEqualTo(before.get(i).events());
        assertThat(after.get(i).events())
            .extracting(PersistentRepr::timestamp)
            .isEqualTo(before.get(i).events().stream().map(PersistentRepr::timestamp).toList());
      }
      assertThat(journal.write("gone", StockJournal.WRITER, 5, 5).of(WriteMessageSuccess.class))
          .hasSize(1);
      assertThat(tagged(journal, "red", 0)).containsExactly("a-3", "a-4", "a-5", "a-6");
      assertThat(tagged(journal, "red", 3)).containsExactly("a-6");
      journal.write(
          JournalDriver.atomic("a", StockJournal.WRITER, 7, new Tagged("a-7", Set.of("red"))));
      assertThat(tagged(journal, "red", 4)).containsExactly("a-7");
    }
    assertThat(problems()).isEmpty();
  }

  private List<String> problems() throws IOException {
    try (JournalFiles files = JournalFiles.open(stock.journal())) {
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
        PersistentRepr.apply("e", 1, "m", "the manifest", false, null, StockJournal.WRITER)
            .withMetadata("the metadata");
    try (JournalDriver journal = stock.open(true)) {
      journal.write(JournalDriver.atomic(event));
    }

    stock.migrate();

    try (JournalDriver journal = stock.openMigrated()) {
      PersistentRepr after = journal.replay("m").events().get(0);
      assertThat(after.manifest()).isEqualTo("the manifest");
      assertThat(after.metadata().get()).isEqualTo("the metadata");
      assertThat(after.writerUuid()).isEqualTo(StockJournal.WRITER);
    }
  }

  @Test
  void every_tag_keeps_its_order_whatever_tags_the_events_share() throws IOException {
    long seed = 20261124;
    Random random = new Random(seed);
    Map<String, List<Object>> byTag = new TreeMap<>();
    Map<String, Integer> next = new HashMap<>();
    try (JournalDriver journal = stock.open(true)) {
      for (int i = 0; i < 200; i++) {
        String id = "id-" + random.nextInt(7);
        int number = next.merge(id, 1, Integer::sum);
        String event = id + "/" + number;
        Set<String> tags = new TreeSet<>();
        for (int left = random.nextInt(4); left > 0; left--) {
          tags.add("tag-" + random.nextInt(6));
        }
        tags.forEach(tag -> byTag.computeIfAbsent(tag, none -> new ArrayList<>()).add(event));
        journal.write(
            JournalDriver.atomic(id, StockJournal.WRITER, number, new Tagged(event, tags)));
      }
    }

    Migrated done = stock.migrate();

    assertThat(done.events()).as("seed %d", seed).isEqualTo(200);
    assertThat(problems()).as("seed %d", seed).isEmpty();
    try (JournalDriver journal = stock.openMigrated()) {
      byTag.forEach(
          (tag, events) ->
              assertThat(tagged(journal, tag, 0)).as("seed %d, %s", seed, tag).isEqualTo(events));
    }
  }

  /** Pekko's plugin lets it, and keeps the copies of both in the tag. */
  @Test
  void of_an_event_that_a_second_writer_stored_again_the_tag_keeps_the_second() throws IOException {
    try (JournalDriver journal = stock.open(true)) {
      journal.writeTagged("a", 1, "red");
      journal.writeTagged("b", 1, "red");
      journal.write(
          JournalDriver.atomic("a", "another writer", 1, new Tagged("again", Set.of("red"))));
    }

    Migrated done = stock.migrate();

    assertThat(done.leftOutOfTags()).isEqualTo(1);
    assertThat(done.tags()).containsExactly(new MigratedTag("red", 2, 3, 2));
    try (JournalDriver journal = stock.openMigrated()) {
      assertThat(tagged(journal, "red", 0)).containsExactly("b-1", "again");
    }
  }

  @Test
  void the_old_directory_is_left_as_it_was() throws IOException {
    stock.fill(true);
    Map<String, ByteBuffer> before = contents(stock.old());

    stock.migrate();

    assertThat(contents(stock.old())).isEqualTo(before);
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
  void an_event_that_is_missing_in_between_is_counted() throws IOException {
    stock.fill(true);
    stock.alter(db -> db.delete(StockKey.event(StockJournal.idOf("b", db), 2).encode()));

    assertThat(stock.migrate().missing()).isEqualTo(1);
    try (JournalDriver journal = stock.openMigrated()) {
      assertThat(journal.replay("b").numbers()).containsExactly(1L, 3L);
    }
  }
}
