package io.troupe.persistence.leveldb;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.pekko.persistence.PersistentRepr;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;

/**
 * Turns atomic writes into changes of the database: the events, an entry for each of their tags,
 * and the number of a stream that is new. Numbers of streams and offsets of tagged events are drawn
 * and queued in one order: so whoever has read up to one of them has seen all that are smaller.
 *
 * <p>Threads: any; the caller holds the stream's monitor.
 */
final class Appender {
  private final GroupCommit commits;
  private final Signals signals;

  /** Held from when a stream's number or an event's offset is drawn until its write is queued. */
  private final Object ordering = new Object();

  private long nextStream;
  private long nextOffset;

  Appender(Database database, GroupCommit commits, Signals signals) {
    this.commits = commits;
    this.signals = signals;
    this.nextStream = next(Keys.NEXT_STREAM, database);
    this.nextOffset = next(Keys.NEXT_OFFSET, database);
  }

  private static long next(byte[] key, Database database) {
    return Math.max(1, Counters.decode(key, database.get(key), 0));
  }

  /** The largest offset that was drawn so far; 0 if none. */
  long lastOffset() {
    synchronized (ordering) {
      return nextOffset - 1;
    }
  }

  /** The largest stream number that was drawn so far; 0 if none. */
  long lastStream() {
    synchronized (ordering) {
      return nextStream - 1;
    }
  }

  /** Queues the events of one atomic write; see {@link EventStore#write}. */
  Future<Boolean> append(EventStream stream, List<PersistentRepr> events, EventCodec codec)
      throws RejectedException {
    if (stream.isStored() && !isAnyTagged(events)) {
      return appendNow(stream, events, codec);
    }
    synchronized (ordering) {
      return appendNow(stream, events, codec);
    }
  }

  private static boolean isAnyTagged(List<PersistentRepr> events) {
    for (PersistentRepr event : events) {
      if (EventCodec.isTagged(event)) {
        return true;
      }
    }
    return false;
  }

  private Future<Boolean> appendNow(
      EventStream stream, List<PersistentRepr> events, EventCodec codec) throws RejectedException {
    String writer = events.get(0).writerUuid();
    long last = events.get(events.size() - 1).sequenceNr();
    Puts puts = new Puts();
    boolean isNew = !stream.isStored();
    if (isNew) {
      stream.numberBy(nextStream++);
      putStream(stream, puts);
    }
    Set<String> tags;
    try {
      tags = encode(stream, events, codec, puts);
    } catch (Exception e) {
      stream.passed(last, writer);
      throw new RejectedException(e);
    }
    Future<Boolean> durable;
    try {
      durable = commits.append(puts);
    } catch (RuntimeException e) {
      stream.failed(writer);
      throw e;
    }
    stream.written(last, writer);
    signal(stream.persistenceId(), isNew, tags, durable);
    return durable;
  }

  private void putStream(EventStream stream, Puts puts) {
    byte[] name = Keys.name(stream.number());
    puts.putCounters(Keys.stream(stream.persistenceId()), stream.number())
        .put(name, StreamName.encode(name, stream.persistenceId()))
        .putCounters(Keys.NEXT_STREAM, nextStream);
  }

  private Set<String> encode(
      EventStream stream, List<PersistentRepr> events, EventCodec codec, Puts puts) {
    long previousNr = stream.highestNr();
    Set<String> tags = Set.of();
    for (PersistentRepr event : events) {
      long offset = EventCodec.isTagged(event) ? nextOffset++ : 0;
      byte[] key = Keys.event(stream.number(), event.sequenceNr());
      EventRecord record = codec.toRecord(event, previousNr, offset);
      puts.put(key, record.encode(key));
      if (offset > 0) {
        tags = tags.isEmpty() ? new HashSet<>() : tags;
        tags.addAll(record.tags());
        record
            .tags()
            .forEach(
                tag ->
                    puts.putCounters(
                        Keys.tagged(tag, offset), stream.number(), event.sequenceNr()));
      }
      previousNr = event.sequenceNr();
    }
    if (!tags.isEmpty()) {
      puts.putCounters(Keys.NEXT_OFFSET, nextOffset);
    }
    return tags;
  }

  private void signal(
      String persistenceId, boolean isNew, Set<String> tags, Future<Boolean> durable) {
    if (!signals.isAnythingWatched()) {
      return;
    }
    List<Signals.Topic> topics = new ArrayList<>();
    topics.add(new Signals.Topic.Events(persistenceId));
    tags.forEach(tag -> topics.add(new Signals.Topic.Tag(tag)));
    if (isNew) {
      topics.add(new Signals.Topic.Ids());
    }
    topics.removeIf(topic -> !signals.isWatched(topic));
    if (!topics.isEmpty()) {
      durable.onComplete(
          done -> {
            topics.forEach(signals::fire);
            return done;
          },
          ExecutionContext.parasitic$.MODULE$);
    }
  }
}
