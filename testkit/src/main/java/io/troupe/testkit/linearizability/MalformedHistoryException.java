package io.troupe.testkit.linearizability;

/** A line that is not part of a history. The message has its number, its text and the fix. */
public final class MalformedHistoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;

  /**
   * {@code text} is wrong in what {@code problem} says.
   *
   * @param line counted from 1
   */
  public MalformedHistoryException(int line, String text, String problem) {
    super("line " + line + ": " + problem + "\n  " + text);
    this.line = line;
  }

  /** Counted from 1. */
  public int line() {
    return line;
  }
}
