package io.troupe.persistence.leveldb;

import io.troupe.persistence.JournalException;

/**
 * What is known of one persistence id's events, including those queued and not yet durable. Loaded
 * once and kept: about 150 bytes of heap for each id used since the store was opened.
 *
 * <p>Threads: guarded by its own monitor, which a write holds while it is encoded and queued, so
 * that events are queued in the order in which they were checked.
 */
final class EventStream {
  private final String persistenceId;
  private long number;
  private boolean stored;
  private long highestNr;
  private long deletedTo;
  private String writer = "";
  private long writerAt;
  private String failedWriter = "";
  private boolean anyFailed;

  EventStream(String persistenceId, long number, boolean stored, long highestNr, long deletedTo) {
    this.persistenceId = persistenceId;
    this.number = number;
    this.stored = stored;
    this.highestNr = highestNr;
    this.deletedTo = deletedTo;
  }

  String persistenceId() {
    return persistenceId;
  }

  /** Stands for the persistence id in keys; 0 until the first event is written. */
  synchronized long number() {
    return number;
  }

  synchronized void numberBy(long free) {
    number = free;
  }

  /** Whether the number is in the database, or queued. */
  synchronized boolean isStored() {
    return stored;
  }

  /** Sequence number of the newest event ever written, deleted or not; 0 if none. */
  synchronized long highestNr() {
    return highestNr;
  }

  /** Events up to here are deleted. */
  synchronized long deletedTo() {
    return deletedTo;
  }

  synchronized void deleteTo(long sequenceNr) {
    deletedTo = sequenceNr;
  }

  /**
   * Refuses a write that does not continue this stream. A new writer may start anywhere beyond the
   * newest event (it may have recovered from a snapshot); then it must go on without gaps but those
   * of its rejected events.
   */
  synchronized void requireNext(long sequenceNr, String by) {
    if (anyFailed && by.equals(failedWriter)) {
      throw refused(sequenceNr, by, "an earlier write of this writer failed");
    }
    if (sequenceNr <= highestNr) {
      throw refused(
          sequenceNr,
          by,
          "sequence number "
              + highestNr
              + " is stored already, by writer "
              + writer
              + ": two persistent actors use this persistence id; make sure that only one runs");
    }
    if (by.equals(writer) && sequenceNr != writerAt + 1) {
      throw refused(sequenceNr, by, "the events from " + (writerAt + 1) + " on were not written");
    }
  }

  synchronized void written(long sequenceNr, String by) {
    stored = true;
    highestNr = sequenceNr;
    passed(sequenceNr, by);
  }

  /** The writer's event was rejected: nothing is stored, but its next one follows it. */
  synchronized void passed(long sequenceNr, String by) {
    writer = by;
    writerAt = sequenceNr;
  }

  /** What the writer sends after a failed write must not be stored: it would hide a gap. */
  synchronized void failed(String by) {
    failedWriter = by;
    anyFailed = true;
  }

  private JournalException.NotContiguous refused(long sequenceNr, String by, String why) {
    return new JournalException.NotContiguous(
        "event "
            + sequenceNr
            + " of persistence id "
            + persistenceId
            + " from writer "
            + by
            + " is refused: "
            + why);
  }
}
