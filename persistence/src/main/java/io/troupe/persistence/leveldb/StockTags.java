package io.troupe.persistence.leveldb;

import io.troupe.persistence.JournalException;
import io.troupe.persistence.leveldb.JournalFiles.MigratedTag;
import io.troupe.persistence.leveldb.StockTagIndex.Event;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The tags in a database of Pekko's plugin. It knows them from its copies of tagged events only; a
 * copy whose event was deleted, or stored again by a second writer, is left out.
 */
final class StockTags {
  private final Database source;
  private final Database scratch;
  private final StockTagIndex index;
  private final StockTagOrder order;
  private final StockProgress progress;
  private long leftOut;

  StockTags(Database source, Database scratch, StockProgress progress) {
    this.source = source;
    this.scratch = scratch;
    this.index = new StockTagIndex(scratch);
    this.order = new StockTagOrder(index);
    this.progress = progress;
  }

  /** Reads all tags and draws the offsets of their events. */
  void read() {
    StockNames.forEach(
        source,
        (id, name) -> {
          if (name.startsWith(StockKey.TAG_PREFIX)) {
            order.add(id, name.substring(StockKey.TAG_PREFIX.length()));
          } else {
            index.putId(name, id);
          }
        });
    index.flush();
    order.tags().keySet().forEach(this::link);
    index.flush();
    scratch.iterate(
        cursor -> {
          order.run(cursor);
          return true;
        });
  }

  /** Copies of events in tags that have no event any more. */
  long leftOut() {
    return leftOut;
  }

  long lastOffset() {
    return order.lastOffset();
  }

  /** In the order of their first events. */
  List<MigratedTag> all() {
    return order.tags().entrySet().stream()
        .map(
            tag ->
                new MigratedTag(
                    tag.getValue().name(),
                    tag.getValue().events(),
                    StockKey.highestNr(tag.getKey(), source),
                    tag.getValue().lastOffset()))
        .toList();
  }

  /** The names of an event's tags; the cursor is on the scratch database. */
  List<String> of(Event event, Cursor cursor) {
    return StockTagIndex.tagsOf(event, cursor).stream().map(order::nameOf).toList();
  }

  private void link(int tag) {
    source.iterate(
        cursor -> {
          cursor.seek(StockKey.event(tag, 1).encode());
          while (cursor.hasNext()) {
            Map.Entry<byte[], byte[]> entry = cursor.next();
            StockKey key = StockKey.decode(entry.getKey());
            if (!key.isEventOf(tag)) {
              break;
            }
            link(key, entry.getValue());
            progress.read(entry);
          }
          return true;
        });
  }

  private void link(StockKey tagged, byte[] copy) {
    StockEvent event = StockEvent.decode(tagged, copy);
    int id = index.id(event.persistenceId());
    if (id == 0) {
      throw new JournalException.Damaged(
          "tag "
              + tagged.id()
              + " has an event of persistence id "
              + event.persistenceId()
              + ", which has no number");
    }
    byte[] original = source.get(StockKey.event(id, event.sequenceNr()).encode());
    if (original == null || !Arrays.equals(original, copy)) {
      leftOut++;
    } else {
      index.link(new Event(id, event.sequenceNr()), tagged.id(), tagged.sequenceNr());
    }
  }
}
