package io.troupe.persistence.leveldb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.troupe.persistence.DataDirectory;
import io.troupe.persistence.DataDirectoryException;
import io.troupe.persistence.Directories;
import io.troupe.persistence.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.iq80.leveldb.DB;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal's directory, open: lock and identity, the marker {@code store} (a database was created
 * here), the {@link HighWater}, and the database in {@code db}.
 *
 * <p>Opening proves what can be proven: that the database is there, whole, and not older than what
 * was acknowledged. The marker is written last on first use and before any event; so a database
 * that is missing behind it was lost, not never made.
 */
final class StoreDirectory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StoreDirectory.class);
  static final Map<String, String> OWNER = Map.of("holds", "events in LevelDB");

  /** A file that marks a journal as half made, of events from elsewhere. */
  static final String UNFINISHED = "unfinished";

  private static final String FORMAT = "format=2\n";

  private final JournalSettings settings;
  private final DataDirectory directory;
  private final Database database;
  private final HighWater highWater;
  private final long lastSequence;

  private StoreDirectory(
      JournalSettings settings,
      DataDirectory directory,
      Database database,
      HighWater highWater,
      long lastSequence) {
    this.settings = settings;
    this.directory = directory;
    this.database = database;
    this.highWater = highWater;
    this.lastSequence = lastSequence;
  }

  /**
   * @throws io.troupe.persistence.DataDirectoryException if the directory is not ours to use
   * @throws io.troupe.persistence.JournalException.Damaged if something is missing or altered
   */
  static StoreDirectory open(JournalSettings settings) throws IOException {
    DataDirectory directory = DataDirectory.open(settings.directory(), OWNER);
    try {
      return open(settings, directory);
    } catch (Throwable e) {
      directory.close();
      throw e;
    }
  }

  private static StoreDirectory open(JournalSettings settings, DataDirectory directory)
      throws IOException {
    if (Files.exists(directory.resolve(UNFINISHED))) {
      throw new DataDirectoryException(
          directory.path()
              + " is half a journal: the import or migration that made it was interrupted; run that"
              + " again, which replaces it");
    }
    Path marker = directory.resolve("store");
    Path highWaterFile = directory.resolve(HighWater.FILE);
    Path path = directory.resolve("db");
    DatabaseCheck.Found found = new DatabaseCheck.Found(0, false);
    boolean created = !Files.exists(marker);
    if (created) {
      beginHighWater(highWaterFile, path, marker);
    } else {
      checkFormat(marker);
      long acknowledged = HighWater.read(highWaterFile);
      found = DatabaseCheck.run(path, directory.resolve("cut"), acknowledged);
    }
    Engine engine = found.javaTables() ? Engine.JAVA : Engine.choose(settings);
    if (found.javaTables() && settings.useNative()) {
      LOG.warn(
          "{} has tables that only the slower pure-Java engine can read, which made them: using it."
              + " To use native LevelDB, export the journal and import it",
          path);
    }
    if (engine == Engine.JAVA && !created) {
      refuseDamagedTables(path);
      Manifest.reserveNumbers(path);
    }
    Database database = new Database(path, openWith(engine, path, settings), settings, engine);
    try {
      // LevelDB has renamed CURRENT, and begun a log and a manifest, without a sync of their names.
      Directories.sync(path);
      if (created) {
        DurableFile.write(marker, out -> out.write(FORMAT.getBytes(UTF_8)));
      }
      HighWater highWater = HighWater.open(highWaterFile);
      LOG.info(
          "Opened journal {}, engine {}, sequence {}",
          directory.path(),
          engine,
          found.lastSequence());
      return new StoreDirectory(settings, directory, database, highWater, found.lastSequence());
    } catch (Throwable e) {
      database.close();
      throw e;
    }
  }

  /**
   * For a new journal, or for one whose making was interrupted, by a power loss perhaps: the file
   * is durable before there is a database, so before that it may be anything.
   */
  private static void beginHighWater(Path file, Path database, Path marker) throws IOException {
    if (!Files.exists(file) || (!Files.exists(database) && !HighWater.isWritten(file))) {
      HighWater.create(file).close();
    } else if (HighWater.read(file) > 0) {
      throw Damage.of(marker, "is missing");
    }
  }

  /** The Java engine does not verify what it reads; so all is verified before it may. */
  private static void refuseDamagedTables(Path path) throws IOException {
    Optional<Path> damaged = TableFile.firstDamaged(path);
    if (damaged.isPresent()) {
      throw Damage.of(damaged.get(), "is damaged");
    }
  }

  private static DB openWith(Engine engine, Path path, JournalSettings settings)
      throws IOException {
    try {
      Files.createDirectories(path);
      return engine.open(path, settings);
    } catch (IOException | RuntimeException e) {
      throw new IOException("LevelDB does not open " + path + " (" + e + "); " + Damage.FIX, e);
    }
  }

  private static void checkFormat(Path marker) throws IOException {
    String format = new String(DurableFile.readAll(marker), UTF_8);
    if (!format.equals(FORMAT)) {
      throw new IOException(
          marker
              + ": expected "
              + FORMAT.strip()
              + ", found "
              + format.strip()
              + "; open the journal with the release of Troupe that wrote it");
    }
  }

  Path databasePath() {
    return directory.resolve("db");
  }

  Database database() {
    return database;
  }

  GroupCommit newGroupCommit() {
    return new GroupCommit(database, highWater, settings, lastSequence);
  }

  /** Closes the files; every thread that writes must have ended. */
  @Override
  public void close() {
    try (directory) {
      database.close();
      highWater.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
