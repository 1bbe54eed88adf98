package io.troupe.persistence.leveldb;

import io.troupe.persistence.JournalException;
import io.troupe.persistence.leveldb.StockTagIndex.Event;
import java.util.List;
import java.util.Map;

/** Carries the events of one persistence id from a database of Pekko's plugin to a new journal. */
final class StockStream {
  private final int id;
  private final String persistenceId;
  private final Database source;
  private final StockTags tags;
  private final NewJournal journal;
  private final long highestNr;
  private long firstNr;
  private long previousNr;
  private long missing;

  StockStream(int id, String persistenceId, Database source, StockTags tags, NewJournal journal) {
    this.id = id;
    this.persistenceId = persistenceId;
    this.source = source;
    this.tags = tags;
    this.journal = journal;
    this.highestNr = StockKey.highestNr(id, source);
  }

  /**
   * Carries them.
   *
   * @param events on the old database
   * @param index on the database of the tags
   * @return how many sequence numbers between two events have no event
   */
  long carry(Cursor events, Cursor index, StockProgress progress) {
    progress.begin(id, source);
    events.seek(StockKey.event(id, 1).encode());
    while (events.hasNext()) {
      Map.Entry<byte[], byte[]> entry = events.next();
      StockKey key = StockKey.decode(entry.getKey());
      if (key.isEventOf(id)) {
        StockEvent event = StockEvent.decode(key, entry.getValue());
        if (!isMarkedDeleted(key, events) && !event.isDeleted()) {
          carry(key, event, index);
        }
        progress.read(key.sequenceNr());
      } else if (key.id() != id) {
        break;
      }
    }
    end();
    return missing;
  }

  private static boolean isMarkedDeleted(StockKey event, Cursor events) {
    return events.hasNext() && StockKey.decode(events.peek().getKey()).isDeletionMarkOf(event);
  }

  private void carry(StockKey key, StockEvent event, Cursor index) {
    if (event.sequenceNr() != key.sequenceNr() || !event.persistenceId().equals(persistenceId)) {
      throw new JournalException.Damaged(
          "event "
              + persistenceId
              + " / "
              + key.sequenceNr()
              + " says that it is "
              + event.persistenceId()
              + " / "
              + event.sequenceNr());
    }
    if (firstNr == 0) {
      firstNr = key.sequenceNr();
      previousNr = firstNr - 1;
      journal.stream(persistenceId, previousNr, highestNr);
    }
    missing += key.sequenceNr() - previousNr - 1;
    Event tagged = new Event(id, key.sequenceNr());
    long offset = StockTagIndex.offsetOf(tagged, index);
    List<String> of = offset == 0 ? List.of() : tags.of(tagged, index);
    // The chain begins anew behind deleted events, as it does in a journal that deleted them.
    journal.event(event.toRecord(previousNr, of, offset));
    previousNr = key.sequenceNr();
  }

  /** A number without events and counter was only ever asked for. */
  private void end() {
    if (firstNr == 0 && highestNr > 0) {
      journal.stream(persistenceId, highestNr, highestNr);
    } else if (firstNr > 0 && previousNr != highestNr) {
      throw new JournalException.Damaged(
          "the last event of persistence id "
              + persistenceId
              + " is "
              + previousNr
              + ", but "
              + highestNr
              + " was written");
    }
  }
}
