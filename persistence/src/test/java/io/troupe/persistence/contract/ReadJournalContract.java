package io.troupe.persistence.contract;

import static io.troupe.persistence.contract.Streams.get;
import static io.troupe.persistence.contract.Streams.payloads;
import static io.troupe.persistence.contract.Streams.sequenceNrs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.troupe.persistence.contract.Streams.Live;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.pekko.NotUsed;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.DeleteMessagesSuccess;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.persistence.query.Sequence;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByTagQuery;
import org.apache.pekko.persistence.query.javadsl.CurrentLastSequenceNumberByPersistenceIdQuery;
import org.apache.pekko.persistence.query.javadsl.CurrentPersistenceIdsQuery;
import org.apache.pekko.persistence.query.javadsl.EventsByPersistenceIdQuery;
import org.apache.pekko.persistence.query.javadsl.EventsByTagQuery;
import org.apache.pekko.persistence.query.javadsl.PersistenceIdsQuery;
import org.apache.pekko.persistence.query.javadsl.ReadJournal;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Test;

/**
 * What Persistence Query asks of a read journal whose offsets are numbers. A subclass names journal
 * and read journal.
 */
public abstract class ReadJournalContract extends OnJournal {
  private static final long ALL = Long.MAX_VALUE;

  /** The plugin's place in the configuration. */
  protected abstract String readJournalId();

  private <T> T query(Class<T> part) {
    return part.cast(
        PersistenceQuery.get(journal.system())
            .getReadJournalFor(ReadJournal.class, readJournalId()));
  }

  private <T> List<T> all(Source<T, NotUsed> source) {
    return Streams.all(source, journal.system());
  }

  private <T> Live<T> live(Source<T, NotUsed> source) {
    return new Live<>(source, journal.system());
  }

  private static List<Long> offsets(List<EventEnvelope> events) {
    return events.stream().map(event -> ((Sequence) event.offset()).value()).toList();
  }

  @Test
  void live_persistence_ids_give_those_of_before_and_then_new_ones() {
    journal.write(id, WRITER, 1, 1);
    Live<String> ids = live(query(PersistenceIdsQuery.class).persistenceIds());

    List<String> before = all(query(CurrentPersistenceIdsQuery.class).currentPersistenceIds());
    assertThat(ids.take(before.size())).contains(id).hasSameElementsAs(before);
    CompletionStage<Optional<String>> next = ids.next();
    journal.write(id, WRITER, 2, 2);
    journal.write(id + "-new", WRITER, 1, 1);
    assertThat(get(next)).contains(id + "-new");
  }

  @Test
  void there_may_be_many_pages_of_persistence_ids() {
    int count = 400;
    journal.write(
        IntStream.range(0, count)
            .mapToObj(i -> JournalDriver.atomic(id + "-" + i, WRITER, 1, "a-1"))
            .toArray(AtomicWrite[]::new));

    List<String> ids = all(query(CurrentPersistenceIdsQuery.class).currentPersistenceIds());
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ids.stream().filter(each -> each.startsWith(id + "-"))).hasSize(count);
  }

  @Test
  void events_of_an_id_come_in_order_with_all_that_belongs_to_them() {
    journal.write(id, WRITER, 1, 300);
    journal.write(id + "-2", WRITER, 1, 3);

    List<EventEnvelope> events =
        all(
            query(CurrentEventsByPersistenceIdQuery.class)
                .currentEventsByPersistenceId(id, 0, ALL));

    assertThat(sequenceNrs(events)).isEqualTo(numbers(1, 300));
    assertThat(events)
        .allSatisfy(
            event -> {
              assertThat(event.persistenceId()).isEqualTo(id);
              assertThat(event.event()).isEqualTo("a-" + event.sequenceNr());
              assertThat(event.timestamp()).isPositive();
            });
  }

  @Test
  void events_of_an_id_keep_to_their_bounds_and_leave_out_deleted_ones() {
    journal.write(id, WRITER, 1, 9);

    assertThat(
            sequenceNrs(
                all(
                    query(CurrentEventsByPersistenceIdQuery.class)
                        .currentEventsByPersistenceId(id, 3, 5))))
        .isEqualTo(numbers(3, 5));
    assertThat(
            all(
                query(CurrentEventsByPersistenceIdQuery.class)
                    .currentEventsByPersistenceId(id, 10, 20)))
        .isEmpty();
    assertThat(
            all(
                query(CurrentEventsByPersistenceIdQuery.class)
                    .currentEventsByPersistenceId(id, 5, 3)))
        .isEmpty();
    assertThat(
            all(
                query(CurrentEventsByPersistenceIdQuery.class)
                    .currentEventsByPersistenceId(id + "-nobody", 1, ALL)))
        .isEmpty();
    assertThat(journal.delete(id, 4)).isInstanceOf(DeleteMessagesSuccess.class);
    assertThat(
            sequenceNrs(
                all(
                    query(CurrentEventsByPersistenceIdQuery.class)
                        .currentEventsByPersistenceId(id, 1, ALL))))
        .isEqualTo(numbers(5, 9));
  }

  @Test
  void live_events_of_an_id_go_on_and_end_at_the_last_that_was_asked_for() {
    journal.write(id, WRITER, 1, 3);
    Live<EventEnvelope> events =
        live(query(EventsByPersistenceIdQuery.class).eventsByPersistenceId(id, 2, 6));

    assertThat(sequenceNrs(events.take(2))).containsExactly(2L, 3L);
    CompletionStage<Optional<EventEnvelope>> next = events.next();
    journal.write(id + "-other", WRITER, 1, 1);
    journal.write(id, WRITER, 4, 7);
    assertThat(get(next).orElseThrow().sequenceNr()).isEqualTo(4);
    assertThat(sequenceNrs(events.take(2))).containsExactly(5L, 6L);
    assertThat(get(events.next())).isEmpty();
  }

  @Test
  void live_events_of_an_id_may_be_asked_for_before_there_are_any() {
    Live<EventEnvelope> events =
        live(query(EventsByPersistenceIdQuery.class).eventsByPersistenceId(id, 0, ALL));
    CompletionStage<Optional<EventEnvelope>> first = events.next();

    journal.write(id, WRITER, 1, 2);

    assertThat(get(first).orElseThrow().event()).isEqualTo("a-1");
  }

  @Test
  void live_events_of_an_id_are_seen_once_each_in_order_while_they_are_written() {
    int count = 400;
    Live<EventEnvelope> events =
        live(query(EventsByPersistenceIdQuery.class).eventsByPersistenceId(id, 0, ALL));
    Thread writer =
        new Thread(
            () -> {
              for (int i = 1; i <= count; i += 4) {
                journal.write(id, WRITER, i, i + 3);
              }
            });
    writer.start();

    assertThat(sequenceNrs(events.take(count))).isEqualTo(numbers(1, count));
  }

  @Test
  void tagged_events_come_in_one_order_and_can_be_resumed_behind_each() {
    String a = id + "-a";
    String b = id + "-b";
    journal.writeTagged(a, 1, id + "-red", id + "-blue");
    journal.writeTagged(b, 1, id + "-red");
    journal.write(a, WRITER, 2, 3);
    journal.writeTagged(b, 2, id + "-blue");
    journal.writeTagged(a, 4, id + "-red");

    List<EventEnvelope> red =
        all(
            query(CurrentEventsByTagQuery.class)
                .currentEventsByTag(id + "-red", Offset.noOffset()));

    assertThat(payloads(red)).containsExactly(a + "-1", b + "-1", a + "-4");
    assertThat(offsets(red)).isSorted().doesNotHaveDuplicates();
    for (int i = 0; i < red.size(); i++) {
      assertThat(
              all(
                  query(CurrentEventsByTagQuery.class)
                      .currentEventsByTag(id + "-red", red.get(i).offset())))
          .isEqualTo(red.subList(i + 1, red.size()));
    }
    assertThat(
            payloads(
                all(
                    query(CurrentEventsByTagQuery.class)
                        .currentEventsByTag(id + "-blue", Offset.noOffset()))))
        .containsExactly(a + "-1", b + "-2");
    assertThat(
            all(
                query(CurrentEventsByTagQuery.class)
                    .currentEventsByTag(id + "-re", Offset.noOffset())))
        .isEmpty();
  }

  @Test
  void offsets_are_not_used_again_after_a_restart() {
    journal.writeTagged(id + "-a", 1, id + "-red");
    List<EventEnvelope> before =
        all(
            query(CurrentEventsByTagQuery.class)
                .currentEventsByTag(id + "-red", Offset.noOffset()));
    restart();
    journal.writeTagged(id + "-b", 1, id + "-red");

    List<EventEnvelope> after =
        all(
            query(CurrentEventsByTagQuery.class)
                .currentEventsByTag(id + "-red", before.get(0).offset()));

    assertThat(payloads(after)).containsExactly(id + "-b-1");
  }

  @Test
  void live_tagged_events_of_many_writers_are_seen_once_each_in_the_order_of_their_offsets() {
    int ids = 8;
    int each = 20;
    Live<EventEnvelope> events =
        live(query(EventsByTagQuery.class).eventsByTag(id + "-red", Offset.noOffset()));
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < ids; i++) {
      String name = id + "-" + i;
      writers.add(
          new Thread(
              () ->
                  LongStream.rangeClosed(1, each)
                      .forEach(n -> journal.writeTagged(name, n, id + "-red"))));
    }
    writers.forEach(Thread::start);

    List<EventEnvelope> seen = events.take(ids * each);

    assertThat(offsets(seen)).isSorted().doesNotHaveDuplicates();
    for (int i = 0; i < ids; i++) {
      String name = id + "-" + i;
      assertThat(sequenceNrs(seen.stream().filter(e -> e.persistenceId().equals(name)).toList()))
          .isEqualTo(numbers(1, each));
    }
  }

  @Test
  void the_last_sequence_number_of_an_id_is_known() {
    assumeTrue(
        query(ReadJournal.class) instanceof CurrentLastSequenceNumberByPersistenceIdQuery,
        "the plugin does not have this query");
    journal.write(id, WRITER, 1, 7);
    journal.delete(id, 7);

    assertThat(
            get(
                query(CurrentLastSequenceNumberByPersistenceIdQuery.class)
                    .currentLastSequenceNumberByPersistenceId(id)))
        .contains(7L);
    assertThat(
            get(
                query(CurrentLastSequenceNumberByPersistenceIdQuery.class)
                    .currentLastSequenceNumberByPersistenceId(id + "-nobody")))
        .isEmpty();
  }
}
