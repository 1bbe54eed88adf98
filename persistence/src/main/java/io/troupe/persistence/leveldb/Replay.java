package io.troupe.persistence.leveldb;

import io.troupe.persistence.JournalException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Reads a range of one stream and proves that nothing is missing in it: each event names its
 * predecessor, and the one behind the range, or the newest sequence number, closes the chain.
 */
final class Replay {
  private final Path path;
  private final EventStream stream;
  private final long first;
  private final long last;
  private final long highestNr;
  private long previousNr;

  /** Fixes the range; all that is queued by now must be durable before {@link #run}. */
  Replay(Path path, EventStream stream, long from, long to) {
    synchronized (stream) {
      this.path = path;
      this.stream = stream;
      this.highestNr = stream.highestNr();
      this.first = Math.max(from, stream.deletedTo() + 1);
      this.last = Math.min(to, highestNr);
    }
  }

  /** Passes up to {@code max} events to the consumer, which says whether to go on. */
  void run(Database database, long max, Predicate<EventRecord> consumer) {
    if (first > last || max <= 0) {
      return;
    }
    database.iterate(
        cursor -> {
          cursor.seek(Keys.event(stream.number(), first));
          long left = max;
          while (left > 0 && hasNext(cursor)) {
            Map.Entry<byte[], byte[]> entry = cursor.peek();
            EventRecord record = decode(entry.getKey(), entry.getValue());
            requireChained(record.previousNr());
            if (record.sequenceNr() > last) {
              return true;
            }
            boolean goOn = consumer.test(record);
            previousNr = record.sequenceNr();
            cursor.next();
            left = goOn ? left - 1 : 0;
            database.requireOpen();
          }
          if (left > 0) {
            requireChained(highestNr);
          }
          return true;
        });
  }

  private boolean hasNext(Cursor cursor) {
    return cursor.hasNext() && Keys.isEventOf(stream.number(), cursor.peek().getKey());
  }

  private EventRecord decode(byte[] key, byte[] value) {
    try {
      return EventRecord.decode(key, value);
    } catch (JournalException.Damaged e) {
      throw new JournalException.Damaged(
          describe(Keys.sequenceNrOf(key) + " " + e.getMessage()), e);
    }
  }

  private void requireChained(long predecessor) {
    boolean chained = previousNr == 0 ? predecessor < first : predecessor == previousNr;
    boolean deletedMeanwhile = predecessor <= stream.deletedTo();
    if (!chained && !deletedMeanwhile) {
      throw new JournalException.Damaged(
          describe(
              predecessor
                  + " is missing"
                  + (previousNr == 0 ? " and all before it" : " or all between " + previousNr)));
    }
  }

  private String describe(String what) {
    return "journal database "
        + path
        + ": event "
        + stream.persistenceId()
        + " / "
        + what
        + "; "
        + Damage.FIX;
  }
}
