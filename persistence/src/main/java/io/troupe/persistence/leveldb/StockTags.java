package io.troupe.persistence.leveldb;

import io.troupe.persistence.JournalException;
import io.troupe.persistence.leveldb.JournalFiles.MigratedTag;
import io.troupe.persistence.leveldb.StockTagIndex.Copy;
import io.troupe.persistence.leveldb.StockTagIndex.Event;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
  private final MessageDigest sha = sha();
  private int linkingId;
  private long linked;
  private long leftOut;

  StockTags(Database source, Database scratch, StockProgress progress) {
    this.source = source;
    this.scratch = scratch;
    this.index = new StockTagIndex(scratch);
    this.order = new StockTagOrder(index, progress);
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
    progress.beginTags();
    order.tags().keySet().forEach(this::readCopies);
    index.flush();
    source.iterate(
        events ->
            scratch.iterate(
                copies -> {
                  StockTagIndex.forEachCopy(copies, copy -> link(copy, events));
                  return true;
                }));
    index.flush();
    progress.beginTagOrder(linked);
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

  private void readCopies(int tag) {
    progress.begin(tag, source);
    source.iterate(
        cursor -> {
          cursor.seek(StockKey.event(tag, 1).encode());
          while (cursor.hasNext()) {
            Map.Entry<byte[], byte[]> entry = cursor.next();
            StockKey key = StockKey.decode(entry.getKey());
            if (!key.isEventOf(tag)) {
              break;
            }
            index.put(copy(key, entry.getValue()));
            progress.read(key.sequenceNr());
          }
          return true;
        });
  }

  private Copy copy(StockKey tagged, byte[] bytes) {
    StockEvent event = StockEvent.decode(tagged, bytes);
    int id = index.id(event.persistenceId());
    if (id == 0) {
      throw new JournalException.Damaged(
          "tag "
              + tagged.id()
              + " has an event of persistence id "
              + event.persistenceId()
              + ", which has no number");
    }
    Event original = new Event(id, event.sequenceNr());
    return new Copy(original, tagged.id(), tagged.sequenceNr(), digest(bytes));
  }

  /** In the order of the events: looking for each one where a tag has it takes a hundred times. */
  private void link(Copy copy, Cursor events) {
    if (copy.event().id() != linkingId) {
      linkingId = copy.event().id();
      progress.begin(linkingId, source);
    }
    progress.read(copy.event().sequenceNr());
    byte[] key = StockKey.event(copy.event().id(), copy.event().sequenceNr()).encode();
    events.seek(key);
    if (events.hasNext()
        && Arrays.equals(events.peek().getKey(), key)
        && digest(events.peek().getValue()) == copy.digest()) {
      index.link(copy);
      linked++;
    } else {
      leftOut++;
    }
  }

  private long digest(byte[] bytes) {
    return ByteBuffer.wrap(sha.digest(bytes)).getLong();
  }

  private static MessageDigest sha() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }
}
