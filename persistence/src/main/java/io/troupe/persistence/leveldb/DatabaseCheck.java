package io.troupe.persistence.leveldb;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.troupe.persistence.DurableFile;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  private final Path database;
  private final Path cuts;
  private final long highWater;

  private DatabaseCheck(Path database, Path cuts, long highWater) {
    this.database = database;
    this.cuts = cuts;
    this.highWater = highWater;
  }

  /**
   * Checks, and cuts an unacknowledged tail.
   *
   * @param cuts directory for tails that are cut
   * @return the last sequence number, from which LevelDB will go on
   * @throws io.troupe.persistence.JournalException.Damaged naming the file; no file was changed
   */
  static long run(Path database, Path cuts, long highWater) throws IOException {
    return new DatabaseCheck(database, cuts, highWater).run();
  }

  private long run() throws IOException {
    Path manifestFile = manifestFile();
    Manifest manifest = Manifest.read(manifestFile);
    Map<Long, Path> logs = new TreeMap<>();
    Map<Long, Path> tables = new TreeMap<>();
    list(manifest, logs, tables);
    for (Map.Entry<Long, Long> table : manifest.tables().entrySet()) {
      checkTable(table.getKey(), table.getValue(), tables);
    }
    if (!logs.containsKey(manifest.logNumber())) {
      throw Damage.of(database.resolve(name(manifest.logNumber(), ".log")), "is missing");
    }
    List<ScannedLog> scanned = scan(logs.values());
    long last = lastSequence(scanned, manifest);
    if (last < highWater) {
      Path newest = scanned.get(scanned.size() - 1).file();
      throw Damage.of(newest, "ends at sequence " + last + ", acknowledged was " + highWater);
    }
    for (ScannedLog log : scanned) {
      cutTail(log.file(), log.scan());
    }
    cutTail(manifestFile, manifest.scan());
    return Math.max(last, manifest.lastSequence());
  }

  /** The manifest may count writes that only the logs hold; so the logs come first. */
  private static long lastSequence(List<ScannedLog> logs, Manifest manifest) {
    long last = logs.stream().mapToLong(log -> log.batches().lastSequence()).max().orElse(0);
    return last > 0 ? last : manifest.lastSequence();
  }

  private Path manifestFile() throws IOException {
    Path current = database.resolve("CURRENT");
    try {
      Path manifest = database.resolve(Files.readString(current, US_ASCII).strip());
      if (!Files.isRegularFile(manifest)) {
        throw Damage.of(manifest, "is missing, though CURRENT names it");
      }
      return manifest;
    } catch (NoSuchFileException e) {
      throw Damage.of(current, "is missing");
    }
  }

  private void list(Manifest manifest, Map<Long, Path> logs, Map<Long, Path> tables)
      throws IOException {
    try (var files = Files.newDirectoryStream(database, "[0-9]*.{log,sst,ldb}")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        long number = Long.parseLong(name.substring(0, name.indexOf('.')));
        if (!name.endsWith(".log")) {
          tables.put(number, file);
        } else if (manifest.isLive(number)) {
          logs.put(number, file);
        }
      }
    }
  }

  private void checkTable(long number, long bytes, Map<Long, Path> tables) throws IOException {
    Path table = tables.get(number);
    if (table == null) {
      throw Damage.of(database.resolve(name(number, ".sst")), "is missing");
    }
    if (Files.size(table) != bytes) {
      throw Damage.of(table, "has " + Files.size(table) + " bytes, expected " + bytes);
    }
  }

  private record ScannedLog(Path file, LogFile.Scan scan, LogBatches batches) {}

  private static List<ScannedLog> scan(Collection<Path> logsByAge) throws IOException {
    List<ScannedLog> scanned = new ArrayList<>();
    for (Path file : logsByAge) {
      LogBatches batches = new LogBatches(file);
      scanned.add(new ScannedLog(file, LogFile.scan(file, batches), batches));
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
        Files.createDirectories(cuts);
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
