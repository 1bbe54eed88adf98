package io.troupe.persistence.leveldb;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/**
 * A group commit in a flight recording: how many entries of how many bytes one sync made durable,
 * and how long it took. Recorded from 10 ms on, unless a recording asks for another threshold;
 * costs nothing without one.
 */
@Name("troupe.JournalCommit")
@Label("Journal Commit")
@Category({"Troupe", "Journal"})
@StackTrace(false)
@Threshold("10 ms")
@SuppressWarnings("UnusedVariable") // the recorder reads the fields
final class CommitEvent extends Event {
  @Label("Directory")
  private final String directory;

  @Label("Entries")
  private final int entries;

  @Label("Bytes")
  @DataAmount
  private final long bytes;

  CommitEvent(String directory, int entries, long bytes) {
    this.directory = directory;
    this.entries = entries;
    this.bytes = bytes;
  }
}
