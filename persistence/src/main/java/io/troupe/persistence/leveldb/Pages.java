package io.troupe.persistence.leveldb;

import io.troupe.persistence.JournalException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads what queries ask for, page by page, from what is durable. Blocks on the disk. */
final class Pages {
  private final Path path;
  private final Database database;
  private final Function<String, EventStream> streams;

  Pages(Path path, Database database, Function<String, EventStream> streams) {
    this.path = path;
    this.database = database;
    this.streams = streams;
  }

  /**
   * Events of one persistence id, behind one sequence number and up to another, of those that are
   * queued by now; all of them must be durable when they are got.
   */
  Supplier<Page<StoredEvent>> events(String persistenceId, long after, long to) {
    Replay replay = new Replay(path, streams.apply(persistenceId), after + 1, to);
    return () -> {
      Page.Builder<StoredEvent> page = new Page.Builder<>(after);
      replay.run(
          database,
          Page.MAX_ITEMS,
          record -> {
            page.add(new StoredEvent(persistenceId, record), record.event().bytes().length);
            page.readTo(record.sequenceNr());
            return !page.isFull();
          });
      return page.build(!page.isFull());
    };
  }

  /** Events with a tag, behind one offset and up to another, but for those that were deleted. */
  Page<StoredEvent> tagged(String tag, long after, long to) {
    return database.iterate(
        cursor -> {
          byte[] first = Keys.tagged(tag, after + 1);
          Page.Builder<StoredEvent> page = new Page.Builder<>(after);
          for (cursor.seek(first); cursor.hasNext(); cursor.next()) {
            byte[] key = cursor.peek().getKey();
            if (!Keys.isSameTag(key, first) || Keys.offsetOf(key) > to) {
              break;
            }
            if (page.isFull()) {
              return page.build(false);
            }
            event(tag, cursor.peek())
                .ifPresent(event -> page.add(event, event.record().event().bytes().length));
            page.readTo(Keys.offsetOf(key));
            database.requireOpen();
          }
          return page.build(true);
        });
  }

  /** Persistence ids, by the order of their first events, as stream numbers. */
  Page<String> persistenceIds(long after, long to) {
    return database.iterate(
        cursor -> {
          Page.Builder<String> page = new Page.Builder<>(after);
          for (cursor.seek(Keys.name(after + 1)); cursor.hasNext(); cursor.next()) {
            byte[] key = cursor.peek().getKey();
            if (!Keys.isName(key) || Keys.streamOf(key) > to) {
              break;
            }
            if (page.isFull()) {
              return page.build(false);
            }
            page.add(StreamName.decode(key, cursor.peek().getValue()), key.length);
            page.readTo(Keys.streamOf(key));
          }
          return page.build(true);
        });
  }

  private Optional<StoredEvent> event(String tag, Map.Entry<byte[], byte[]> entry) {
    long number = Counters.decode(entry.getKey(), entry.getValue(), 0);
    long sequenceNr = Counters.decode(entry.getKey(), entry.getValue(), 1);
    String persistenceId = nameOf(number);
    EventStream stream = streams.apply(persistenceId);
    byte[] key = Keys.event(number, sequenceNr);
    byte[] value = sequenceNr <= stream.deletedTo() ? null : database.get(key);
    if (sequenceNr <= stream.deletedTo()) {
      return Optional.empty();
    }
    if (value == null) {
      throw damaged(persistenceId, sequenceNr, "is missing, but has the tag " + tag);
    }
    try {
      return Optional.of(new StoredEvent(persistenceId, EventRecord.decode(key, value)));
    } catch (JournalException.Damaged e) {
      throw damaged(persistenceId, sequenceNr, String.valueOf(e.getMessage()));
    }
  }

  private String nameOf(long stream) {
    byte[] key = Keys.name(stream);
    byte[] name = database.get(key);
    if (name == null) {
      throw new JournalException.Damaged(
          "journal database "
              + path
              + ": no persistence id for stream "
              + stream
              + "; "
              + Damage.FIX);
    }
    return StreamName.decode(key, name);
  }

  private JournalException.Damaged damaged(String persistenceId, long sequenceNr, String what) {
    return new JournalException.Damaged(
        "journal database "
            + path
            + ": event "
            + persistenceId
            + " / "
            + sequenceNr
            + " "
            + what
            + "; "
            + Damage.FIX);
  }
}
