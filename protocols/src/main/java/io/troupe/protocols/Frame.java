package io.troupe.protocols;

/**
 * A run of consecutive log entries that one leader created in one term, as one block of bytes. The
 * frame is the unit of everything that costs: it is encoded once by the leader; the same bytes are
 * written to every journal, sent to every follower and kept as the recent log.
 *
 * <p>Logs consist of whole frames. A leader creates at most one frame that starts at a given index,
 * and terms have one leader, so (first index, term) identifies a frame, and two logs can only
 * diverge, be truncated or be compacted at a frame's edge.
 *
 * @param kind what the entries are
 * @param term the term in which the frame was created, at least 1
 * @param firstIndex index of the first entry, at least 1
 * @param count number of entries, at least 1
 * @param commands the encoded commands; their encoding is the shells' business. Empty for a no-op
 */
public record Frame(Kind kind, long term, long firstIndex, int count, Bytes commands) {
  /** Bytes that a frame is counted for beyond its commands, in every window and limit. */
  public static final int OVERHEAD_BYTES = 32;

  /** What a frame carries. */
  public enum Kind {
    /** Commands of clients, for the state machine. */
    COMMANDS,
    /** The entry with which a leader opens its term (Raft §8); never shown to the state machine. */
    NO_OP
  }

  public Frame {
    if (term < 1 || firstIndex < 1 || count < 1 || firstIndex + count < 0) {
      throw new IllegalArgumentException(
          "no such frame: term " + term + ", first index " + firstIndex + ", count " + count);
    }
    if (kind == Kind.NO_OP && (count != 1 || commands.size() != 0)) {
      throw new IllegalArgumentException("a no-op is one empty entry");
    }
  }

  public static Frame commands(long term, long firstIndex, int count, Bytes commands) {
    return new Frame(Kind.COMMANDS, term, firstIndex, count, commands);
  }

  public static Frame noOp(long term, long index) {
    return new Frame(Kind.NO_OP, term, index, 1, Bytes.EMPTY);
  }

  public long lastIndex() {
    return firstIndex + count - 1;
  }

  /** The position of the last entry. */
  public LogPosition last() {
    return new LogPosition(term, lastIndex());
  }

  /** What the frame is counted for, in bytes, in every window and limit. */
  public int sizeBytes() {
    return OVERHEAD_BYTES + commands.size();
  }

  @Override
  public String toString() {
    String range = count == 1 ? "" + firstIndex : firstIndex + ".." + lastIndex();
    return range + "@" + term + (kind == Kind.NO_OP ? " no-op" : "");
  }
}
