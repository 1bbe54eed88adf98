package io.troupe.persistence.leveldb;

import io.troupe.persistence.DataDirectory;
import io.troupe.persistence.DataDirectoryException;
import io.troupe.persistence.JournalException;
import io.troupe.persistence.leveldb.JournalFiles.Migrated;
import io.troupe.persistence.leveldb.JournalFiles.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes a journal of one that Pekko's own LevelDB plugin wrote. Works on a copy beside the new
 * journal, in {@code DIRECTORY.migrating}, which is gone at the end.
 */
final class Migration {
  private static final String FIX =
      "restore it from a backup; Pekko's plugin may still open it, silently without what is lost";
  private static final int SCRATCH_BUFFER_BYTES = 4 << 20;

  private final Path from;
  private final Path scratch;
  private final StockProgress progress;

  private Migration(Path from, Path scratch, StockProgress progress) {
    this.from = from;
    this.scratch = scratch;
    this.progress = progress;
  }

  static Migrated run(Path from, Path directory, Progress progress) throws IOException {
    NewDirectory.requireFree(directory);
    WrongDirectory.requireStock(from);
    StockCopy.requireOutside(from, directory);
    Path scratch = NewDirectory.beside(directory, ".migrating");
    NewDirectory.clear(scratch);
    try (DataDirectory held = DataDirectory.open(scratch, StoreDirectory.OWNER)) {
      StockProgress counted = new StockProgress(progress, StockCopy.bytes(from));
      try {
        return new Migration(from, held.path(), counted).run(directory);
      } finally {
        NewDirectory.deleteAll(held.path());
      }
    }
  }

  private Migrated run(Path directory) throws IOException {
    Path copy = scratch.resolve("copy");
    StockCopy.make(from, copy, progress::copied);
    try (Database source = openCopy(copy);
        Database tags = openTags()) {
      requireStock(source);
      return NewJournal.make(directory, journal -> carry(source, tags, journal));
    } catch (JournalException.Damaged e) {
      String what =
          String.valueOf(e.getMessage())
              .replace(copy.toString(), from.toString())
              .replace(Damage.FIX, FIX);
      throw new JournalException.Damaged(from + " is not migrated: " + what, e);
    }
  }

  /** LevelDB would drop what it cannot read in silence; so its files are checked before. */
  private Database openCopy(Path copy) throws IOException {
    DatabaseCheck.Found found = DatabaseCheck.run(copy, cuts(), 0);
    Engine engine = found.javaTables() ? Engine.JAVA : Engine.choose(JournalFiles.settings(copy));
    if (engine == Engine.JAVA) {
      requireReadableByJava(copy);
    }
    JournalSettings settings = smallSettings(copy);
    return new Database(copy, engine.openCompressed(copy, settings), settings, engine);
  }

  private void requireReadableByJava(Path copy) throws IOException {
    for (Path table : Manifest.tablesIn(copy).values()) {
      if (TableFile.isCompressed(table)) {
        throw new DataDirectoryException(
            from.resolve(table.getFileName().toString())
                + " is compressed, as native LevelDB does it, which the pure-Java engine does not"
                + " read: migrate on x86-64, with native = on");
      }
    }
    Optional<Path> damaged = TableFile.firstDamaged(copy);
    if (damaged.isPresent()) {
      throw Damage.of(damaged.get(), "is damaged");
    }
  }

  private Path cuts() {
    return scratch.resolve("cut");
  }

  private Database openTags() throws IOException {
    Path path = scratch.resolve("tags");
    JournalSettings settings = smallSettings(path);
    Engine engine = Engine.choose(settings);
    Files.createDirectories(path);
    return new Database(path, engine.open(path, settings), settings, engine);
  }

  private static JournalSettings smallSettings(Path path) {
    JournalSettings settings = JournalFiles.settings(path);
    return new JournalSettings(
        path,
        false,
        true,
        settings.useNative(),
        settings.maxBatchBytes(),
        settings.maxQueuedBytes(),
        settings.maxQueuedEvents(),
        SCRATCH_BUFFER_BYTES);
  }

  private void requireStock(Database source) throws DataDirectoryException {
    boolean stock =
        source.iterate(
            cursor -> {
              cursor.seek(new byte[] {0});
              return !cursor.hasNext() || isFirstName(cursor.peek().getKey());
            });
    if (!stock) {
      throw WrongDirectory.notStock(from);
    }
  }

  private static boolean isFirstName(byte[] key) {
    return StockKey.isStock(key) && StockKey.decode(key).equals(StockKey.name(StockKey.FIRST_ID));
  }

  private Migrated carry(Database source, Database scratchTags, NewJournal journal) {
    StockTags tags = new StockTags(source, scratchTags, progress);
    tags.read();
    progress.beginEvents();
    long missing =
        scratchTags.iterate(
            index ->
                source.iterate(
                    events -> {
                      long[] sum = {0};
                      StockNames.forEach(
                          source,
                          (id, name) -> {
                            if (!name.startsWith(StockKey.TAG_PREFIX)) {
                              sum[0] +=
                                  new StockStream(id, name, source, tags, journal)
                                      .carry(events, index, progress);
                            }
                          });
                      return sum[0];
                    }));
    if (tags.lastOffset() > 0) {
      journal.nextOffset(tags.lastOffset() + 1);
    }
    progress.end();
    return new Migrated(
        journal.streams(),
        journal.events(),
        missing,
        tags.leftOut(),
        Files.exists(cuts()),
        tags.all());
  }
}
