package io.troupe.persistence.leveldb;

import io.troupe.persistence.Directories;
import io.troupe.persistence.DurableFile;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inspects the files of a LevelDB database before LevelDB opens them, because LevelDB answers much
 * damage by silently dropping data, and deletes the evidence.
 *
 * <p>Found here: a missing {@code CURRENT}, manifest, table or log; a table of another size than
 * the manifest says; an unreadable place in a log or manifest with readable records behind it; a
 * log with a gap, or with an end before the {@link HighWater}. Altered bytes inside a table are
 * found when they are read, by LevelDB's block checksums and by those of the records.
 *
 * <p>An unreadable tail with nothing behind it, that no acknowledgement depends on, is what a crash
 * leaves of an unfinished write: it is moved to the directory {@code cut} and reported.
 */
final class DatabaseCheck {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseCheck.class);

  /**
   * So much larger is a table in the manifest than on the disk if the Java engine made it in a
   * compaction: it counts the end of a block that it never writes. Native LevelDB looks for the
   * table's footer there, and finds none.
   */
  private static final int JAVA_SURPLUS_BYTES = 4;

  private static final int MOST_EDITS_BACK = 200;

  private final Path database;
  private final Path cuts;
  private final long highWater;
  private boolean javaTables;
  private boolean goesBack;

  private DatabaseCheck(Path database, Path cuts, long highWater) {
    this.database = database;
    this.cuts = cuts;
    this.highWater = highWater;
  }

  /**
   * What an intact database holds.
   *
   * @param lastSequence from which LevelDB will go on
   * @param javaTables whether some table can be read by the Java engine only
   */
  record Found(long lastSequence, boolean javaTables) {}

  /**
   * Checks, and cuts an unacknowledged tail.
   *
   * @param cuts directory for tails that are cut
   * @throws io.troupe.persistence.JournalException.Damaged naming the file; no file was changed
   */
  static Found run(Path database, Path cuts, long highWater) throws IOException {
    return new DatabaseCheck(database, cuts, highWater).run();
  }

  private Found run() throws IOException {
    Path manifestFile = Manifest.fileOf(database);
    Map<Long, Path> tables = Manifest.tablesIn(database);
    Manifest manifest = newestWhole(manifestFile, tables);
    for (Map.Entry<Long, Long> table : manifest.tables().entrySet()) {
      checkTable(table.getKey(), table.getValue(), tables);
    }
    Map<Long, Path> logs = manifest.liveLogs(database);
    if (!logs.containsKey(manifest.logNumber())) {
      throw Damage.of(database.resolve(name(manifest.logNumber(), ".log")), "is missing");
    }
    List<ScannedLog> scanned = scan(logs.values());
    long last = lastSequence(scanned, manifest);
    if (last < highWater && isAllInTables(scanned, manifest, tables)) {
      last = highWater;
    }
    if (last < highWater) {
      Path newest = scanned.get(scanned.size() - 1).file();
      throw Damage.of(
          newest,
          "ends at sequence "
              + last
              + ", or a later log is missing: acknowledged was "
              + highWater);
    }
    for (ScannedLog log : scanned) {
      cutTail(log.file(), log.scan());
    }
    cutTail(manifestFile, goesBack ? new LogFile.Scan(manifest.end(), true, -1) : manifest.scan());
    return new Found(Math.max(last, manifest.lastSequence()), javaTables);
  }

  /**
   * The manifest, up to the last entry of which all files are there. A power loss can take the
   * names of tables that the manifest's last entries name, where the disk keeps a file's content
   * without its name; and with them, in that order, go the deletions of what these tables replaced.
   */
  private Manifest newestWhole(Path file, Map<Long, Path> tables) throws IOException {
    Manifest newest = Manifest.read(file);
    if (isWhole(newest, tables)) {
      return newest;
    }
    int least = Math.max(1, newest.edits() - MOST_EDITS_BACK);
    for (int edits = newest.edits() - 1; edits >= least; edits--) {
      Manifest earlier = Manifest.read(file, edits);
      if (isWhole(earlier, tables)) {
        goesBack = true;
        LOG.warn(
            "{} names tables that are missing; going back to its entry {} of {}, of which"
                + " everything is there",
            file,
            edits,
            newest.edits());
        return earlier;
      }
    }
    return newest;
  }

  private boolean isWhole(Manifest manifest, Map<Long, Path> tables) throws IOException {
    return tables.keySet().containsAll(manifest.tables().keySet())
        && manifest.liveLogs(database).containsKey(manifest.logNumber());
  }

  /**
   * What the logs end with. If they hold nothing whole, the first batch, though unfinished, may say
   * with which number it begins: all before that is in tables. If there is none, nothing was
   * written since the database was opened: LevelDB leaves a log only to write to the next. The
   * manifest's last number would count what a log has lost.
   */
  private static long lastSequence(List<ScannedLog> logs, Manifest manifest) throws IOException {
    long last = logs.stream().mapToLong(log -> log.batches().lastSequence()).max().orElse(0);
    if (last > 0) {
      return last;
    }
    long before = LogBatches.firstOf(logs.get(0).file()) - 1;
    return before > 0 && before <= manifest.lastSequence() ? before : manifest.openSequence();
  }

  /**
   * Whether the only log ends before it could say with which number it begins, which is what a disk
   * leaves that ran full at the first write to it, and tables hold all that was acknowledged. They
   * do if one holds an entry of the last acknowledged number or a later one: LevelDB makes tables
   * of whole logs, in their order. (That one entry may be missing, if it was deleted: then the log
   * is taken for one that lost its writes.)
   */
  private boolean isAllInTables(List<ScannedLog> logs, Manifest manifest, Map<Long, Path> tables)
      throws IOException {
    if (logs.size() > 1 || !LogBatches.isWithoutNumber(logs.get(0).file())) {
      return false;
    }
    List<Long> newestFirst =
        manifest.tables().keySet().stream().sorted(Comparator.reverseOrder()).toList();
    for (long number : newestFirst) {
      Path table = tables.get(number);
      if (table != null && TableFile.reaches(table, highWater)) {
        return true;
      }
    }
    return false;
  }

  private void checkTable(long number, long bytes, Map<Long, Path> tables) throws IOException {
    Path table = tables.get(number);
    if (table == null) {
      throw Damage.of(database.resolve(name(number, ".sst")), "is missing");
    }
    long found = Files.size(table);
    if (found == bytes - JAVA_SURPLUS_BYTES && TableFile.hasFooter(table)) {
      javaTables = true;
    } else if (found != bytes) {
      throw Damage.of(table, "has " + found + " bytes, expected " + bytes);
    }
  }

  private record ScannedLog(Path file, LogFile.Scan scan, LogBatches batches) {}

  private static List<ScannedLog> scan(Collection<Path> logsByAge) throws IOException {
    List<ScannedLog> scanned = new ArrayList<>();
    long last = 0;
    @Nullable Path empty = null;
    Path previous = Path.of("none");
    for (Path file : logsByAge) {
      LogBatches batches = new LogBatches(file, empty == null ? last : 0, previous);
      scanned.add(new ScannedLog(file, LogFile.scan(file, batches), batches));
      if (batches.isEmpty()) {
        empty = file;
      } else if (empty != null) {
        throw Damage.of(empty, "holds no write, though a later log does");
      } else {
        last = batches.lastSequence();
      }
      previous = file;
    }
    ScannedLog newest = scanned.get(scanned.size() - 1);
    for (ScannedLog log : scanned) {
      if (log.scan().damagedAt() >= 0) {
        throw Damage.of(log.file(), "is damaged at byte " + log.scan().damagedAt());
      }
      if (log.scan().tornTail() && !log.equals(newest)) {
        throw Damage.of(log.file(), "is damaged at byte " + log.scan().goodEnd());
      }
    }
    return scanned;
  }

  private void cutTail(Path file, LogFile.Scan scan) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long size = channel.size();
      if (size == scan.goodEnd()) {
        return;
      }
      if (scan.tornTail()) {
        Directories.create(cuts);
        Path cut = cuts.resolve(file.getFileName() + "." + scan.goodEnd());
        channel.position(scan.goodEnd());
        DurableFile.write(cut, out -> Channels.newInputStream(channel).transferTo(out));
        LOG.warn(
            "Cut {} bytes after byte {} of {}: an unfinished write that was never acknowledged."
                + " They are kept in {}",
            size - scan.goodEnd(),
            scan.goodEnd(),
            file,
            cut);
      }
      channel.truncate(scan.goodEnd());
      channel.force(true);
    }
  }

  private static String name(long number, String suffix) {
    return String.format("%06d%s", number, suffix);
  }
}
