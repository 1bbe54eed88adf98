package io.troupe.persistence.leveldb;

import io.troupe.persistence.Directories;
import io.troupe.persistence.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.dispatch.Futures;
import scala.concurrent.Await;
import scala.concurrent.Future;
import scala.concurrent.duration.Duration;

/**
 * A journal that is made of events from elsewhere: one stream after the other, each in order. It
 * appears under its name when it is complete; what interrupts it leaves nothing but {@code
 * DIRECTORY.importing}, which is marked as unfinished, and which the next one replaces.
 *
 * <p>Memory: what {@code max-queued-bytes} allows.
 */
final class NewJournal {
  private static final int EVENTS_BETWEEN_SYNCS = 1_000;

  private final GroupCommit commits;
  private Future<Boolean> durable = Futures.successful(true);
  private Future<Boolean> earlier = durable;
  private long streams;
  private long events;
  private long states;

  private NewJournal(GroupCommit commits) {
    this.commits = commits;
  }

  /** Where the events come from. */
  interface Source<T> {
    T fill(NewJournal journal) throws IOException;
  }

  /**
   * Makes the journal, durable when this returns.
   *
   * @throws io.troupe.persistence.DataDirectoryException if there is something in the directory
   */
  static <T> T make(Path directory, Source<T> source) throws IOException {
    NewDirectory made = NewDirectory.at(directory, ".importing");
    T result = fillOrDelete(made.making(), source);
    Files.delete(made.making().resolve(StoreDirectory.UNFINISHED));
    Directories.sync(made.making());
    made.finish();
    return result;
  }

  private static <T> T fillOrDelete(Path making, Source<T> source) throws IOException {
    try {
      return fill(making, source);
    } catch (Throwable e) {
      try {
        NewDirectory.clear(making);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  private static <T> T fill(Path making, Source<T> source) throws IOException {
    try (StoreDirectory store = StoreDirectory.open(JournalFiles.settings(making))) {
      Files.createFile(making.resolve(StoreDirectory.UNFINISHED));
      GroupCommit commits = store.newGroupCommit();
      commits.start();
      try {
        NewJournal journal = new NewJournal(commits);
        T result = source.fill(journal);
        await(journal.durable);
        return result;
      } finally {
        commits.close();
      }
    }
  }

  /**
   * Begins the next stream; its number is that of its turn.
   *
   * @param deletedTo events up to here were deleted; 0 if none was
   * @param highestNr of the newest event ever, which is the last one that follows or was deleted
   */
  void stream(String persistenceId, long deletedTo, long highestNr) {
    long number = ++streams;
    byte[] name = Keys.name(number);
    Puts puts =
        new Puts()
            .putCounters(Keys.stream(persistenceId), number)
            .put(name, StreamName.encode(name, persistenceId))
            .putCounters(Keys.NEXT_STREAM, number + 1);
    if (deletedTo > 0) {
      puts.putCounters(Keys.deleted(number), deletedTo, highestNr)
          .putCounters(Keys.purged(number), deletedTo);
    }
    append(puts);
  }

  /** Adds the next event of the stream. */
  void event(EventRecord event) {
    byte[] key = Keys.event(streams, event.sequenceNr());
    Puts puts = new Puts().put(key, event.encode(key));
    for (String tag : event.tags()) {
      puts.putCounters(Keys.tagged(tag, event.offset()), streams, event.sequenceNr());
    }
    append(puts);
    if (events++ % EVENTS_BETWEEN_SYNCS == 0) {
      Future<Boolean> before = earlier;
      earlier = durable;
      await(before);
    }
  }

  /** Adds a durable state. */
  void state(String persistenceId, StateRecord state) {
    byte[] key = Keys.state(persistenceId);
    append(new Puts().put(key, state.encode(key)));
    states++;
  }

  /** The first offset that no event has. */
  void nextOffset(long offset) {
    append(new Puts().putCounters(Keys.NEXT_OFFSET, offset));
  }

  long streams() {
    return streams;
  }

  long events() {
    return events;
  }

  long states() {
    return states;
  }

  private void append(Puts puts) {
    try {
      durable = commits.append(puts);
    } catch (JournalException.Overloaded full) {
      await(durable);
      durable = commits.append(puts);
    }
  }

  private static void await(Future<Boolean> done) {
    try {
      Await.result(done, Duration.Inf());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JournalException.Unavailable("interrupted", e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("there is no end to time out at", e);
    }
  }
}
