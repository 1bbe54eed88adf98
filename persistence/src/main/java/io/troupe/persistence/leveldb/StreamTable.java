package io.troupe.persistence.leveldb;

/** What the database says of a persistence id. */
final class StreamTable {
  private final Database database;

  StreamTable(Database database) {
    this.database = database;
  }

  /** A stream as it is stored; number 0 and empty if it never was. */
  EventStream load(String persistenceId) {
    byte[] key = Keys.stream(persistenceId);
    long number = Counters.decode(key, database.get(key), 0);
    if (number == 0) {
      return new EventStream(persistenceId, 0, false, 0, 0);
    }
    long deletedTo = deletedTo(number);
    long highestNr = Math.max(highestDeletedNr(number), lastStored(number, deletedTo));
    return new EventStream(persistenceId, number, true, highestNr, deletedTo);
  }

  /** Events up to here are deleted; 0 if none is. */
  long deletedTo(long stream) {
    byte[] key = Keys.deleted(stream);
    return Counters.decode(key, database.get(key), 0);
  }

  /** The newest event at the time of the last deletion; 0 if there was none. */
  long highestDeletedNr(long stream) {
    byte[] key = Keys.deleted(stream);
    return Counters.decode(key, database.get(key), 1);
  }

  /**
   * The last key of a stream, or {@code after} if there is none behind it. Gallops and bisects with
   * forward seeks: the Java engine cannot iterate backwards.
   */
  private long lastStored(long number, long after) {
    return database.iterate(
        cursor -> {
          long found = after;
          long step = 1;
          long none = Long.MAX_VALUE;
          while (found < none - 1) {
            long probe = step > 0 ? Math.min(none - 1, found + step) : found + (none - found) / 2;
            cursor.seek(Keys.event(number, probe));
            if (cursor.hasNext() && Keys.isEventOf(number, cursor.peek().getKey())) {
              found = Keys.sequenceNrOf(cursor.peek().getKey());
              step = Math.min(step * 2, 1L << 60);
            } else {
              none = probe;
              step = 0;
            }
          }
          return found;
        });
  }
}
