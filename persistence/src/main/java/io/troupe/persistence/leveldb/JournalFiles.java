package io.troupe.persistence.leveldb;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.troupe.persistence.DataDirectoryException;
import io.troupe.persistence.JournalException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A journal's directory in the hands of an operator, while no process uses it: statistics,
 * verification, a look at events, export and import; and a backup, also while it is used.
 *
 * <p>Opening it does what a node does at its start: damage is refused before anything is changed,
 * and an unacknowledged tail of the log is cut and kept in {@code cut/}.
 *
 * <p>Threads: one.
 */
public final class JournalFiles implements AutoCloseable {
  /** Told how far a long work is. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Called often.
     *
     * @param done bytes of events so far
     * @param total bytes of files, which is about as much in the end; 0 if nobody knows
     */
    void at(long done, long total);
  }

  private static final String SECTION = "troupe.persistence.leveldb.journal";

  private final Path directory;
  private final StoreDirectory store;

  private JournalFiles(Path directory, StoreDirectory store) {
    this.directory = directory;
    this.store = store;
  }

  /**
   * Opens a journal that exists; blocks while LevelDB recovers.
   *
   * @throws DataDirectoryException if there is none, or it is in use
   * @throws JournalException.Damaged if something is missing or altered
   */
  public static JournalFiles open(Path directory) throws IOException {
    WrongDirectory.requireJournal(directory);
    return new JournalFiles(directory, StoreDirectory.open(settings(directory)));
  }

  static JournalSettings settings(Path directory) {
    Config config = ConfigFactory.load(JournalFiles.class.getClassLoader());
    Config section =
        config
            .getConfig(SECTION)
            .withFallback(config.getConfig("pekko.persistence.journal-plugin-fallback"));
    return JournalSettings.of(
        ConfigFactory.parseMap(java.util.Map.of("dir", directory.toString())).withFallback(section),
        SECTION);
  }

  /**
   * What is stored under one persistence id.
   *
   * @param events that are there
   * @param bytes of these events, as they were serialized
   * @param lowestNr sequence number of the first of them; 0 if there is none
   * @param highestNr of the newest event ever, deleted or not
   * @param deletedTo events up to here were deleted; 0 if none was
   */
  public record IdStatistics(
      String persistenceId,
      long events,
      long bytes,
      long lowestNr,
      long highestNr,
      long deletedTo) {}

  /** One for each persistence id, by the order of their first events. Reads everything. */
  public List<IdStatistics> statistics(Progress progress) throws IOException {
    return new Statistics(store.database(), fileBytes(), progress).run();
  }

  /**
   * Durable states.
   *
   * @param states that are there
   * @param deleted of which only the revision is left
   * @param bytes of the states, as they were serialized
   */
  public record StateStatistics(long states, long deleted, long bytes) {}

  /**
   * Reads all durable states.
   *
   * @throws JournalException.Damaged at one that is altered
   */
  public StateStatistics stateStatistics() {
    return StateStore.statistics(store.databasePath(), store.database());
  }

  /**
   * Whether all that can be proven holds: every record is unaltered, no event is missing between
   * two others, and names, tags and events agree. Reads everything.
   *
   * @return what is wrong, one line each, at most {@link Verification#MAX_PROBLEMS}
   */
  public List<String> verify(Progress progress) throws IOException {
    return new Verification(store.database(), fileBytes(), progress).run();
  }

  /** An event as it is stored; {@code tags} in no order, {@code bytes} as it was serialized. */
  public record Dumped(
      long sequenceNr,
      long timestamp,
      String writerUuid,
      String eventManifest,
      List<String> tags,
      int serializerId,
      String serializerManifest,
      ByteBuffer bytes) {}

  /**
   * Events of one persistence id, in order.
   *
   * @return how many there were
   * @throws JournalException.Damaged at an event that is missing or altered
   */
  public long dump(String persistenceId, long from, long to, Consumer<Dumped> consumer) {
    EventStream stream = new StreamTable(store.database()).load(persistenceId);
    long[] events = {0};
    new Replay(store.databasePath(), stream, from, to)
        .run(
            store.database(),
            Long.MAX_VALUE,
            record -> {
              events[0]++;
              consumer.accept(
                  new Dumped(
                      record.sequenceNr(),
                      record.timestamp(),
                      record.writerUuid(),
                      record.eventManifest(),
                      record.tags(),
                      record.event().serializerId(),
                      record.event().manifest(),
                      ByteBuffer.wrap(record.event().bytes()).asReadOnlyBuffer()));
              return true;
            });
    return events[0];
  }

  /**
   * Writes all that is stored as a portable stream; see {@code docs/format.md}.
   *
   * @return how many events it holds
   */
  public long exportTo(OutputStream out, Progress progress) throws IOException {
    return new Export(store, fileBytes(), progress).write(out);
  }

  /**
   * Makes a journal of an exported stream. The directory appears when it is complete; whatever
   * interrupts the import leaves nothing but {@code DIRECTORY.importing}, which the next one
   * replaces.
   *
   * @return how many events it holds
   * @throws DataDirectoryException if there is something in the directory
   * @throws JournalException.Damaged if the stream is cut off or altered
   */
  public static long importFrom(InputStream in, Path directory, Progress progress)
      throws IOException {
    return Import.run(in, directory, progress);
  }

  /**
   * Copies a journal that may be in use, by this process or another, which is not disturbed: no
   * lock is taken and no write is held up. The copy holds every event that was acknowledged before
   * this was called, and may hold later ones. The directory appears when it is complete; until then
   * it is called {@code TARGET.backing-up}.
   *
   * <p>On one file system the tables are linked, which takes neither time nor space; a disk that
   * fails takes both. The copy has an identity of its own.
   *
   * @return bytes of the files in the copy
   * @throws DataDirectoryException if there is no journal, or something in the target
   * @throws JournalException.Damaged if what was copied is not whole
   */
  public static long backup(Path directory, Path target, Progress progress) throws IOException {
    WrongDirectory.requireJournal(directory);
    return Backup.run(directory, target, progress);
  }

  /**
   * What a migration carried over.
   *
   * @param missing sequence numbers between two events of one persistence id that have no event:
   *     rejected, or lost by the old journal
   * @param leftOutOfTags copies of events that the old journal kept for a tag after the event
   *     itself was deleted, or stored once more by a second writer
   * @param isTailCut whether the end of its log was an unfinished write, which is left out
   */
  public record Migrated(
      long persistenceIds,
      long events,
      long missing,
      long leftOutOfTags,
      boolean isTailCut,
      List<MigratedTag> tags) {}

  /**
   * A tag.
   *
   * @param events that have it
   * @param lastOffsetBefore in the old journal; it may be that of an event which is deleted
   * @param lastOffset in the new journal; 0 if no event has the tag
   */
  public record MigratedTag(String name, long events, long lastOffsetBefore, long lastOffset) {}

  /**
   * Makes a journal of one that Pekko's own LevelDB plugin wrote, from a copy of it in {@code
   * DIRECTORY.migrating}: the old directory is only read. No process may use it, this one least of
   * all, whose own lock cannot be noticed in each case.
   *
   * <p>Events stay the bytes that their serializer made. Offsets of tagged events are new.
   *
   * @throws DataDirectoryException if there is no such journal, it is in use, or there is something
   *     in the directory
   * @throws JournalException.Damaged if the old journal is damaged
   */
  public static Migrated migrate(Path from, Path directory, Progress progress) throws IOException {
    return Migration.run(from, directory, progress);
  }

  private long fileBytes() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("db"))) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
