package io.troupe.persistence.leveldb;

import static io.troupe.persistence.contract.Streams.payloads;
import static io.troupe.persistence.contract.Streams.sequenceNrs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.troupe.persistence.JournalException;
import io.troupe.persistence.contract.JournalDriver;
import io.troupe.persistence.contract.Streams;
import io.troupe.persistence.contract.Streams.Live;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.pekko.NotUsed;
import org.apache.pekko.persistence.journal.EventAdapter;
import org.apache.pekko.persistence.journal.EventSeq;
import org.apache.pekko.persistence.journal.Tagged;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.stream.javadsl.Source;
import org.iq80.leveldb.DB;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the queries of this journal promise beyond the published {@link
 * io.troupe.persistence.contract.ReadJournalContract}; subclasses choose the engine.
 */
abstract class QueriesBeyondContract {
  private static final String WRITER = "11111111-2222-3333-4444-555555555555";
  private static final long ALL = Long.MAX_VALUE;

  @TempDir Path directory;
  private JournalDriver journal;

  abstract boolean useNative();

  @BeforeEach
  void open() {
    journal = new JournalDriver(Plugins.config(directory, useNative()));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private void restart(String settings) {
    journal.close();
    Config config = Plugins.config(directory, useNative());
    journal = new JournalDriver(ConfigFactory.parseString(settings).withFallback(config));
  }

  private LeveldbReadJournal query() {
    return PersistenceQuery.get(journal.system())
        .getReadJournalFor(LeveldbReadJournal.class, LeveldbReadJournal.IDENTIFIER);
  }

  private <T> List<T> all(Source<T, NotUsed> source) {
    return Streams.all(source, journal.system());
  }

  private <T> Live<T> live(Source<T, NotUsed> source) {
    return new Live<>(source, journal.system());
  }

  @Test
  void persistence_ids_are_those_that_have_events_by_the_order_of_the_first() {
    journal.replay("only read");
    journal.write("z", WRITER, 1, 1);
    journal.write("a", WRITER, 1, 2);
    journal.write("z", WRITER, 2, 2);

    assertThat(all(query().currentPersistenceIds())).containsExactly("z", "a");
    restart("");
    journal.write("m", WRITER, 1, 1);
    assertThat(all(query().currentPersistenceIds())).containsExactly("z", "a", "m");
  }

  @Test
  void a_deleted_event_has_no_tags_any_more_also_after_a_restart() {
    for (int i = 1; i <= 5; i++) {
      journal.writeTagged("a", i, "red");
    }
    journal.delete("a", 3);

    assertThat(sequenceNrs(all(query().currentEventsByTag("red", Offset.noOffset()))))
        .containsExactly(4L, 5L);
    restart("");
    assertThat(sequenceNrs(all(query().currentEventsByTag("red", Offset.noOffset()))))
        .containsExactly(4L, 5L);
  }

  @Test
  void events_pass_the_read_side_of_their_adapter() {
    restart(
        """
        troupe.persistence.leveldb.journal {
          event-adapters.twice = "%s"
          event-adapter-bindings { "java.lang.String" = twice }
        }
        """
            .formatted(Twice.class.getName()));
    journal.write("id", WRITER, 1, 2);

    assertThat(payloads(all(query().currentEventsByTag("adapted", Offset.noOffset()))))
        .containsExactly("a-1", "A-1", "a-2", "A-2");
  }

  /** Tags what is written, and reads two events for each. */
  public static final class Twice implements EventAdapter {
    @Override
    public String manifest(Object event) {
      return "";
    }

    @Override
    public Object toJournal(Object event) {
      return new Tagged(event, Set.of("adapted"));
    }

    @Override
    public EventSeq fromJournal(Object event, String manifest) {
      return EventSeq.create(event, event.toString().toUpperCase(java.util.Locale.ROOT));
    }
  }

  @Test
  void an_offset_of_another_kind_is_refused() {
    UUID time = UUID.fromString("49225740-2019-11ea-a752-ffae2393b6e4");

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> query().currentEventsByTag("red", Offset.timeBasedUUID(time)))
        .withMessageContaining("use NoOffset or a Sequence");
  }

  @Test
  void an_event_that_is_missing_fails_the_stream_instead_of_being_left_out() throws IOException {
    journal.writeTagged("a", 1, "red");
    journal.writeTagged("a", 2, "red");
    journal.writeTagged("a", 3, "red");
    journal.close();
    JournalSettings settings = settings();
    Path database = settings.directory().resolve("db");
    try (DB db = Engine.choose(settings).open(database, settings)) {
      db.delete(Keys.event(1, 2));
    }
    open();

    assertThatExceptionOfType(JournalException.Damaged.class)
        .isThrownBy(() -> all(query().currentEventsByTag("red", Offset.noOffset())))
        .withMessageContaining("event a / 2 is missing, but has the tag red");
    assertThatExceptionOfType(JournalException.Damaged.class)
        .isThrownBy(() -> all(query().currentEventsByPersistenceId("a", 1, ALL)))
        .withMessageContaining("a / 2 is missing");
  }

  private JournalSettings settings() {
    Config config = Plugins.config(directory, useNative()).withFallback(ConfigFactory.load());
    String path = "troupe.persistence.leveldb.journal";
    Config fallback = config.getConfig("pekko.persistence.journal-plugin-fallback");
    return JournalSettings.of(config.getConfig(path).withFallback(fallback), path);
  }

  @Test
  void what_is_not_consumed_is_not_read() throws IOException {
    journal.write("id", WRITER, 1, 5 * Page.MAX_ITEMS);
    List<Long> reads = java.util.Collections.synchronizedList(new ArrayList<>());
    var lease =
        LeveldbJournal.acquire(
            journal.system().settings().config(), "troupe.persistence.leveldb.journal");
    PagedSource<StoredEvent> source =
        new PagedSource<>(
            lease.value(),
            journal.system().dispatcher(),
            (pages, after, to) -> {
              reads.add(after);
              return pages.events("id", after, to);
            });

    Live<StoredEvent> events = live(source.current(0, () -> ALL));
    events.take(Page.MAX_ITEMS / 2);
    assertThat(reads).containsExactly(0L);
    events.take(Page.MAX_ITEMS);

    assertThat(reads).containsExactly(0L, (long) Page.MAX_ITEMS);
    lease.release();
  }

  @Test
  void scala_sees_the_same() {
    journal.writeTagged("a", 1, "red");
    ScalaReadJournal scala =
        PersistenceQuery.get(journal.system()).readJournalFor(LeveldbReadJournal.IDENTIFIER);

    assertThat(payloads(all(scala.currentEventsByTag("red", Offset.noOffset()).asJava())))
        .containsExactly("a-1");
    assertThat(payloads(all(scala.currentEventsByPersistenceId("a", 1, ALL).asJava())))
        .containsExactly("a-1");
    assertThat(all(scala.currentPersistenceIds().asJava())).containsExactly("a");
    assertThat(live(scala.persistenceIds().asJava()).take(1)).containsExactly("a");
    assertThat(live(scala.eventsByTag("red", Offset.noOffset()).asJava()).take(1)).hasSize(1);
    assertThat(live(scala.eventsByPersistenceId("a", 1, ALL).asJava()).take(1)).hasSize(1);
  }
}
