package io.troupe.protocols;

/**
 * A place in a replicated log: an index and the term of the entry there. By the Log Matching
 * Property (Raft §5.3), two logs that hold the same position are equal up to it.
 *
 * @param term the term in which the entry was created; 0 only for {@link #ORIGIN}
 * @param index the entry's index; the first entry has index 1
 */
public record LogPosition(long term, long index) {
  /** The place before the first entry; every log holds it. */
  public static final LogPosition ORIGIN = new LogPosition(0, 0);

  public LogPosition {
    if (term < 0 || index < 0 || (index == 0) != (term == 0)) {
      throw new IllegalArgumentException("no such log position: term " + term + " index " + index);
    }
  }

  /**
   * Whether a log that ends here is at least as up-to-date as one ending at {@code other} (§5.4.1).
   */
  public boolean isAtLeastAsUpToDateAs(LogPosition other) {
    return term > other.term || (term == other.term && index >= other.index);
  }

  @Override
  public String toString() {
    return index + "@" + term;
  }
}
