package io.troupe.persistence.leveldb;

import io.troupe.persistence.JournalException;
import io.troupe.persistence.leveldb.StockTagIndex.Event;
import io.troupe.persistence.leveldb.StockTagIndex.Place;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives tagged events one order, in which all tags find their own: Pekko's plugin counts each tag
 * by itself, a journal of Troupe counts all tagged events. An event is placed once it is the next
 * of each of its tags.
 *
 * <p>Memory: some 200 bytes for each tag.
 */
final class StockTagOrder {
  private final StockTagIndex index;
  private final StockProgress shown;
  private final Map<Integer, Progress> tags = new TreeMap<>();
  private long lastOffset;

  StockTagOrder(StockTagIndex index, StockProgress shown) {
    this.index = index;
    this.shown = shown;
  }

  /** A tag while its events are placed. */
  static final class Progress {
    private final String name;
    private Place next = new Place(new Event(0, 0), 0);
    private long events;
    private long lastOffset;

    private Progress(String name) {
      this.name = name;
    }

    String name() {
      return name;
    }

    /** How many events were placed. */
    long events() {
      return events;
    }

    /** Offset of the last of them; 0 if there was none. */
    long lastOffset() {
      return lastOffset;
    }

    private boolean isAtEnd() {
      return next.position() == 0;
    }
  }

  void add(int tag, String name) {
    tags.put(tag, new Progress(name));
  }

  String nameOf(int tag) {
    return at(tag).name;
  }

  Map<Integer, Progress> tags() {
    return tags;
  }

  long lastOffset() {
    return lastOffset;
  }

  /** Draws the offsets of all events that are linked with the tags. */
  void run(Cursor cursor) {
    tags.forEach((tag, progress) -> progress.next = StockTagIndex.firstOf(tag, 1, cursor));
    tags.forEach(
        (tag, progress) -> {
          while (!progress.isAtEnd()) {
            placeNext(tag, cursor);
          }
        });
    index.flush();
  }

  /** Places the next event of a tag, and before it whatever must stand before it. */
  private void placeNext(int tag, Cursor cursor) {
    Deque<Integer> waiting = new ArrayDeque<>(List.of(tag));
    while (!waiting.isEmpty()) {
      Event event = at(waiting.element()).next.event();
      List<Integer> all = StockTagIndex.tagsOf(event, cursor);
      int behind = behind(event, all);
      if (behind == 0) {
        place(event, all, cursor);
        waiting.remove();
      } else if (waiting.contains(behind)) {
        throw new JournalException.Damaged(
            "the tags "
                + at(tag).name
                + " and "
                + at(behind).name
                + " have the same events in different orders");
      } else {
        waiting.push(behind);
      }
    }
  }

  /** A tag of the event that has another one before it; 0 if there is none. */
  private int behind(Event event, List<Integer> all) {
    for (int tag : all) {
      if (!at(tag).next.event().equals(event)) {
        return tag;
      }
    }
    return 0;
  }

  private void place(Event event, List<Integer> all, Cursor cursor) {
    index.putOffset(event, ++lastOffset);
    shown.placed(lastOffset);
    for (int tag : all) {
      Progress progress = at(tag);
      progress.events++;
      progress.lastOffset = lastOffset;
      progress.next = StockTagIndex.firstOf(tag, progress.next.position() + 1, cursor);
    }
  }

  private Progress at(int tag) {
    Progress progress = tags.get(tag);
    if (progress == null) {
      throw new IllegalStateException("tag " + tag + " is linked and not named");
    }
    return progress;
  }
}
