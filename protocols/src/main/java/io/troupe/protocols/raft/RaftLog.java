package io.troupe.protocols.raft;

import io.troupe.protocols.Frame;
import io.troupe.protocols.LogPosition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The log of one replica as far as it is kept: a snapshot position and the frames after {@link
 * #start}. Changed only by {@link PersistentState#apply}.
 *
 * <p>Invariants: frames are consecutive and their terms never fall; {@code start <= snapshot};
 * everything up to {@code snapshot} is committed. Look-ups are binary searches. Not thread-safe: it
 * belongs to one replica.
 */
public final class RaftLog {
  private final ArrayList<Frame> frames = new ArrayList<>();
  private LogPosition snapshot = LogPosition.ORIGIN;
  private LogPosition start = LogPosition.ORIGIN;
  private long sizeBytes;

  RaftLog() {}

  /** What the latest snapshot covers; {@link LogPosition#ORIGIN} if there is none. */
  public LogPosition snapshot() {
    return snapshot;
  }

  /** The position before the first frame kept. */
  public LogPosition start() {
    return start;
  }

  /** The position of the last entry. */
  public LogPosition last() {
    return frames.isEmpty() ? start : frames.get(frames.size() - 1).last();
  }

  /** The frames kept, oldest first: a read-only view. */
  public List<Frame> frames() {
    return Collections.unmodifiableList(frames);
  }

  /** The size of all frames kept, in bytes. */
  public long sizeBytes() {
    return sizeBytes;
  }

  /**
   * Whether the log is known to hold {@code position}. What lies before {@link #start} was
   * committed and compacted, so any position that a leader can name there is held.
   */
  public boolean contains(LogPosition position) {
    if (position.index() < start.index()) {
      return true;
    }
    return position.index() <= last().index() && termAt(position.index()) == position.term();
  }

  /** The term of the entry at {@code index}, which must lie between {@link #start} and the end. */
  public long termAt(long index) {
    if (index == start.index()) {
      return start.term();
    }
    return frames.get(find(index)).term();
  }

  /** Whether a frame that starts at {@code firstIndex} was created in {@code term}. */
  boolean holdsFrame(long firstIndex, long term) {
    return firstIndex > start.index() && firstIndex <= last().index() && termAt(firstIndex) == term;
  }

  /** The last position that may match a log which ends its agreement with us at {@code hint}. */
  LogPosition lastNotAfter(LogPosition hint) {
    for (int i = frames.size() - 1; i >= 0; i--) {
      LogPosition candidate = frames.get(i).last();
      if (candidate.index() <= hint.index() && candidate.term() <= hint.term()) {
        return candidate;
      }
    }
    return start;
  }

  /** The position before the first entry whose term is that of {@code index}. */
  LogPosition beforeTermAt(long index) {
    if (index <= start.index()) {
      return start;
    }
    int at = find(index);
    long term = frames.get(at).term();
    while (at > 0 && frames.get(at - 1).term() == term) {
      at--;
    }
    return at == 0 ? start : frames.get(at - 1).last();
  }

  /** The position of the entry right before {@code index}. */
  LogPosition before(long index) {
    return new LogPosition(index == 1 ? 0 : termAt(index - 1), index - 1);
  }

  /**
   * Frames from {@code fromIndex} on, which must start a frame: at least one if there is one, and
   * no more than {@code maxBytes} and {@code maxFrames} unless the first alone is larger.
   */
  List<Frame> read(long fromIndex, int maxFrames, long maxBytes) {
    if (fromIndex > last().index()) {
      return List.of();
    }
    int from = find(fromIndex);
    int to = from;
    long bytes = 0;
    while (to < frames.size() && to - from < maxFrames) {
      bytes += frames.get(to).sizeBytes();
      if (to > from && bytes > maxBytes) {
        break;
      }
      to++;
    }
    return frames.subList(from, to);
  }

  /** The frames after {@code fromIndex} up to {@code toIndex}, both of which end a frame. */
  List<Frame> between(long fromIndex, long toIndex) {
    if (fromIndex == toIndex) {
      return List.of();
    }
    return frames.subList(find(fromIndex + 1), find(toIndex) + 1);
  }

  /**
   * Where a compaction to {@code position} leaves off, so that about {@code retainedBytes} stay.
   */
  LogPosition retain(LogPosition position, long retainedBytes) {
    if (position.index() <= start.index()) {
      return start;
    }
    int at = find(position.index());
    long bytes = 0;
    while (at >= 0 && bytes + frames.get(at).sizeBytes() <= retainedBytes) {
      bytes += frames.get(at).sizeBytes();
      at--;
    }
    return at < 0 ? start : frames.get(at).last();
  }

  void append(Frame frame) {
    LogPosition last = last();
    if (frame.firstIndex() != last.index() + 1 || frame.term() < last.term()) {
      // The first frame read back after a compaction: its predecessors were deleted, and the
      // LogCompacted event that says so comes later in the journal.
      if (!frames.isEmpty() || last.index() != 0) {
        throw new IllegalStateException(
            "frame " + frame + " does not follow " + last + ": what was between is missing");
      }
      start = new LogPosition(frame.term(), frame.firstIndex() - 1);
    }
    frames.add(frame);
    sizeBytes += frame.sizeBytes();
  }

  void truncateFrom(long fromIndex) {
    require(
        fromIndex > snapshot.index(),
        "I13: truncating from " + fromIndex + ", but all up to " + snapshot + " is committed");
    require(
        fromIndex > start.index() && fromIndex <= last().index(),
        "truncating from "
            + fromIndex
            + ", which is not among the entries after "
            + start
            + " up to "
            + last());
    int from = find(fromIndex);
    require(
        frames.get(from).firstIndex() == fromIndex,
        "truncating from " + fromIndex + ", within frame " + frames.get(from));
    drop(from, frames.size());
  }

  /** Forgets the frames up to {@code newStart}, for which a snapshot stands. */
  void compact(LogPosition newSnapshot, LogPosition newStart) {
    require(
        newStart.index() <= newSnapshot.index() && newSnapshot.index() >= snapshot.index(),
        "compacting to "
            + newStart
            + " for snapshot "
            + newSnapshot
            + ", after snapshot "
            + snapshot);
    // A journal whose beginning was deleted by a later compaction still has the earlier one, which
    // knows of frames before the first that is left: there is nothing to forget for it.
    boolean overtaken = newStart.index() < start.index() && !frames.isEmpty();
    if (!overtaken) {
      boolean beginsHere = frames.isEmpty() && last().index() == 0;
      forgetUpTo(newStart, beginsHere);
    }
    require(
        newSnapshot.index() <= last().index(),
        "snapshot "
            + newSnapshot
            + " is kept with a log that ends at "
            + last()
            + ": frames between are missing");
    snapshot = newSnapshot;
  }

  /** Forgets all frames in favour of a leader's snapshot. */
  void replaceBy(LogPosition newSnapshot) {
    require(
        newSnapshot.index() >= snapshot.index(),
        "snapshot " + newSnapshot + " replaces the later snapshot " + snapshot);
    drop(0, frames.size());
    snapshot = newSnapshot;
    start = newSnapshot;
  }

  private void forgetUpTo(LogPosition newStart, boolean beginsHere) {
    int keep = 0;
    LogPosition edge = start;
    while (keep < frames.size() && frames.get(keep).lastIndex() <= newStart.index()) {
      edge = frames.get(keep).last();
      keep++;
    }
    // The term before the first frame left in a journal is not known until a compaction tells it.
    boolean fits = keep == 0 ? edge.index() == newStart.index() : edge.equals(newStart);
    require(
        fits || beginsHere,
        "compacting to "
            + newStart
            + ", where no frame of the log after "
            + start
            + " up to "
            + last()
            + " ends");
    drop(0, keep);
    start = newStart;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }

  private void drop(int from, int to) {
    List<Frame> dropped = frames.subList(from, to);
    for (Frame frame : dropped) {
      sizeBytes -= frame.sizeBytes();
    }
    dropped.clear();
  }

  /** The frame that holds {@code index}, as its place in {@link #frames}. */
  private int find(long index) {
    int low = 0;
    int high = frames.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Frame frame = frames.get(middle);
      if (index < frame.firstIndex()) {
        high = middle - 1;
      } else if (index > frame.lastIndex()) {
        low = middle + 1;
      } else {
        return middle;
      }
    }
    throw new IndexOutOfBoundsException(index + " is not between " + start + " and " + last());
  }
}
