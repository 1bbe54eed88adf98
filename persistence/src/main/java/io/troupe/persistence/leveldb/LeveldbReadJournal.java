package io.troupe.persistence.leveldb;

import com.typesafe.config.Config;
import io.troupe.persistence.leveldb.Signals.Topic;
import io.troupe.persistence.plugin.Leases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.EventAdapter;
import org.apache.pekko.persistence.journal.EventAdapters;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.NoOffset$;
import org.apache.pekko.persistence.query.Offset;
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
import scala.concurrent.ExecutionContext;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;

/**
 * Persistence Query on the journal: {@code
 * PersistenceQuery.get(system).getReadJournalFor(LeveldbReadJournal.class,
 * LeveldbReadJournal.IDENTIFIER)}. Only events that are durable are read, and none that was
 * deleted; an event that is missing or altered fails the stream. Back-pressured: at most two pages
 * of 128 events or 1 MiB are read ahead. Live queries are woken by writes of this process, which
 * are all that there are, and do not poll; they fail when the journal closes.
 *
 * <p>Offsets of {@link #eventsByTag} are numbers that grow strictly, not without gaps, over all
 * tagged events of the journal: an offset that was seen can be stored, and a query from it on gives
 * all later events, each once.
 */
public final class LeveldbReadJournal
    implements ReadJournal,
        PersistenceIdsQuery,
        CurrentPersistenceIdsQuery,
        EventsByPersistenceIdQuery,
        CurrentEventsByPersistenceIdQuery,
        EventsByTagQuery,
        CurrentEventsByTagQuery,
        CurrentLastSequenceNumberByPersistenceIdQuery {

  /** The plugin's place in the configuration. */
  public static final String IDENTIFIER = "troupe.persistence.leveldb.query";

  private final EventStore store;
  private final EventCodec codec;
  private final EventAdapters adapters;
  private final ExecutionContext reads;

  LeveldbReadJournal(ExtendedActorSystem system, Config config) {
    String journal = config.getString("journal-plugin");
    try {
      Leases.Lease<?, EventStore> lease =
          LeveldbJournal.acquire(system.settings().config(), journal);
      this.store = lease.value();
      system.registerOnTermination(lease::release);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.codec = new EventCodec(system);
    this.adapters = Persistence.get(system).adaptersFor(journal);
    this.reads = system.dispatchers().lookup(config.getString("read-dispatcher"));
  }

  /** Ids that have or had events, by the order of their first event; completes at the last. */
  @Override
  public Source<String, NotUsed> currentPersistenceIds() {
    return ids().current(0, store::lastStream);
  }

  /** The same, then new ones; never completes. */
  @Override
  public Source<String, NotUsed> persistenceIds() {
    return ids().live(new Topic.Ids(), 0, Long.MAX_VALUE);
  }

  /** Events from one sequence number to another, of those that are there; completes at the last. */
  @Override
  public Source<EventEnvelope, NotUsed> currentEventsByPersistenceId(
      String persistenceId, long fromSequenceNr, long toSequenceNr) {
    return events(persistenceId)
        .current(before(fromSequenceNr), () -> Math.min(toSequenceNr, highestNr(persistenceId)))
        .mapConcat(event -> envelopes(event, event.record().sequenceNr()));
  }

  /** The same, then new ones; completes behind {@code toSequenceNr}. */
  @Override
  public Source<EventEnvelope, NotUsed> eventsByPersistenceId(
      String persistenceId, long fromSequenceNr, long toSequenceNr) {
    return events(persistenceId)
        .live(new Topic.Events(persistenceId), before(fromSequenceNr), toSequenceNr)
        .mapConcat(event -> envelopes(event, event.record().sequenceNr()));
  }

  /**
   * Events with a tag behind an offset, of those that are there; completes at the last.
   *
   * @param offset {@code NoOffset} or a {@code Sequence}
   */
  @Override
  public Source<EventEnvelope, NotUsed> currentEventsByTag(String tag, Offset offset) {
    return tagged(tag)
        .current(number(offset), store::lastOffset)
        .mapConcat(event -> envelopes(event, event.record().offset()));
  }

  /** The same, then new ones; never completes. */
  @Override
  public Source<EventEnvelope, NotUsed> eventsByTag(String tag, Offset offset) {
    return tagged(tag)
        .live(new Topic.Tag(tag), number(offset), Long.MAX_VALUE)
        .mapConcat(event -> envelopes(event, event.record().offset()));
  }

  /** Empty for an id that never had an event. */
  @Override
  public CompletionStage<Optional<Long>> currentLastSequenceNumberByPersistenceId(
      String persistenceId) {
    return FutureConverters.asJava(
        store
            .pending()
            .map(
                durable -> Optional.of(highestNr(persistenceId)).filter(highest -> highest > 0),
                reads));
  }

  private PagedSource<String> ids() {
    return new PagedSource<>(
        store, reads, (pages, after, to) -> () -> pages.persistenceIds(after, to));
  }

  private PagedSource<StoredEvent> events(String persistenceId) {
    return new PagedSource<>(
        store, reads, (pages, after, to) -> pages.events(persistenceId, after, to));
  }

  private PagedSource<StoredEvent> tagged(String tag) {
    return new PagedSource<>(
        store, reads, (pages, after, to) -> () -> pages.tagged(tag, after, to));
  }

  private long highestNr(String persistenceId) {
    return store.highestNr(persistenceId);
  }

  private static long before(long fromSequenceNr) {
    return Math.max(0, fromSequenceNr - 1);
  }

  private static long number(Offset offset) {
    if (offset instanceof Sequence sequence) {
      return Math.max(0, sequence.value());
    }
    if (offset instanceof NoOffset$) {
      return 0;
    }
    throw new IllegalArgumentException(
        "offset " + offset + " is of another journal; use NoOffset or a Sequence from this one");
  }

  /** One for each event that the adapters make of what is stored. */
  private List<EventEnvelope> envelopes(StoredEvent stored, long offset) {
    PersistentRepr event = codec.fromRecord(stored.persistenceId(), stored.record());
    EventAdapter adapter = adapters.get(event.payload().getClass());
    return CollectionConverters.asJava(
            adapter.fromJournal(event.payload(), event.manifest()).events())
        .stream()
        .map(
            payload ->
                EventEnvelope.apply(
                    Offset.sequence(offset),
                    event.persistenceId(),
                    event.sequenceNr(),
                    payload,
                    event.timestamp(),
                    event.metadata()))
        .toList();
  }
}
