package io.troupe.persistence.leveldb;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.troupe.persistence.contract.JournalDriver;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.journal.Tagged;

/**
 * A journal that Pekko's LevelDB plugin makes of many persistence ids, which write in turn, most
 * events small, some large. What an event holds follows from its place, so that a copy can be
 * checked without the original. Half of each event repeats itself: native LevelDB compresses it.
 *
 * @param rounds in which each id writes {@link #EVENTS_PER_ROUND} events
 */
record LargeStockJournal(Path directory, int ids, int rounds) {
  private static final int EVENTS_PER_ROUND = 8;
  private static final int IDS_PER_REQUEST = 50;
  private static final int SMALL_BYTES = 128;
  private static final int LARGE_BYTES = 100_000;

  /** As much as makes so many bytes of events. */
  static LargeStockJournal of(Path directory, long bytes) {
    int ids = (int) Math.min(5_000, 200 + bytes / 300_000);
    long perRound = 0;
    for (int id = 0; id < ids; id++) {
      for (long nr = 1; nr <= 64; nr++) {
        perRound += size(id, nr);
      }
    }
    perRound = perRound * EVENTS_PER_ROUND / 64;
    return new LargeStockJournal(directory, ids, (int) Math.max(2, bytes / perRound));
  }

  static String nameOf(int id) {
    return "id-" + id;
  }

  long highestNr() {
    return (long) rounds * EVENTS_PER_ROUND;
  }

  /** Events up to here are deleted: half of a tenth of the ids, all of another. */
  long deletedTo(int id) {
    return id % 10 == 3 ? highestNr() / 2 : id % 10 == 7 ? highestNr() : 0;
  }

  /** How many events are there. */
  long events() {
    return IntStream.range(0, ids).mapToLong(id -> highestNr() - deletedTo(id)).sum();
  }

  static byte[] event(int id, long nr) {
    byte[] event = new byte[size(id, nr)];
    new Random(id * 1_000_003L + nr).nextBytes(event);
    Arrays.fill(event, event.length / 2, event.length, (byte) id);
    return event;
  }

  private static int size(int id, long nr) {
    return id % 4 == 0 && nr % 64 == 5 ? LARGE_BYTES : SMALL_BYTES;
  }

  static Set<String> tags(int id, long nr) {
    Set<String> tags = new TreeSet<>();
    if (nr % 16 == 1) {
      tags.add(id % 5 == 0 ? "red" : "green");
    }
    if (nr % 32 == 1) {
      tags.add("group-" + id % 50);
    }
    return tags;
  }

  void fill(boolean useNative) {
    Config unsynced =
        ConfigFactory.parseString("pekko.persistence.journal.leveldb.fsync = off")
            .withFallback(StockJournal.config(directory, useNative));
    try (JournalDriver journal = new JournalDriver(unsynced)) {
      for (int round = 0; round < rounds; round++) {
        for (int id = 0; id < ids; id += IDS_PER_REQUEST) {
          journal.write(writes(round, id, Math.min(ids, id + IDS_PER_REQUEST)));
        }
      }
      for (int id = 0; id < ids; id++) {
        if (deletedTo(id) > 0) {
          journal.delete(nameOf(id), deletedTo(id));
        }
      }
    }
  }

  private static AtomicWrite[] writes(int round, int fromId, int toId) {
    long first = (long) round * EVENTS_PER_ROUND + 1;
    return IntStream.range(fromId, toId)
        .mapToObj(
            id -> {
              Object[] events = new Object[EVENTS_PER_ROUND];
              Arrays.setAll(events, i -> tagged(id, first + i));
              return JournalDriver.atomic(nameOf(id), StockJournal.WRITER, first, events);
            })
        .toArray(AtomicWrite[]::new);
  }

  private static Object tagged(int id, long nr) {
    Set<String> tags = tags(id, nr);
    return tags.isEmpty() ? event(id, nr) : new Tagged(event(id, nr), tags);
  }
}
