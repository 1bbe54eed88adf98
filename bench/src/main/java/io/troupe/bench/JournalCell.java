package io.troupe.bench;

/**
 * One point of the journal's tables, whoever is measured.
 *
 * @param atOnce events of one atomic write of a writer
 */
record JournalCell(Kind kind, int eventBytes, int writers, int atOnce) {

  /** What is done: writers write, or everything that was written is read again and again. */
  enum Kind {
    WRITE,
    REPLAY
  }

  @Override
  public String toString() {
    return (kind == Kind.WRITE ? "write " : "replay ")
        + eventBytes
        + " B x "
        + writers
        + (atOnce == 1 ? "" : " x " + atOnce);
  }
}
