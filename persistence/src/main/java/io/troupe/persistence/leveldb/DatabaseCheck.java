package io.troupe.persistence.leveldb;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.troupe.persistence.DurableFile;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
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
 * log whose last batch is older than the {@link HighWater}. Altered bytes inside a table are found
 * when they are read, by LevelDB's block checksums and by those of the records.
 *
 * <p>An unreadable tail with nothing behind it, that no acknowledgement depends on, is what a crash
 * leaves of an unfinished write: it is moved to the directory {@code cut} and reported.
 */
final class DatabaseCheck {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseCheck.class);
  private static final int PUT = 1;
  private static final int BATCH_HEADER_BYTES = 12;

  private final Path database;
  private final Path cuts;
  private final long highWater;
  private long lastBatch = -1;

  private DatabaseCheck(Path database, Path cuts, long highWater) {
    this.database = database;
    this.cuts = cuts;
    this.highWater = highWater;
  }

  /**
   * @param cuts directory for tails that are cut
   * @throws io.troupe.persistence.JournalException.Damaged naming the file; no file was changed
   */
  static void run(Path database, Path cuts, long highWater) throws IOException {
    new DatabaseCheck(database, cuts, highWater).run();
  }

  private void run() throws IOException {
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
    for (ScannedLog log : scanned) {
      cutTail(log.file(), log.scan());
    }
    cutTail(manifestFile, manifest.scan());
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

  private record ScannedLog(Path file, LogFile.Scan scan) {}

  private List<ScannedLog> scan(Collection<Path> logsByAge) throws IOException {
    List<ScannedLog> scanned = new ArrayList<>();
    for (Path file : logsByAge) {
      scanned.add(new ScannedLog(file, LogFile.scan(file, this::noteBatch)));
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
    if (lastBatch >= 0 && lastBatch < highWater) {
      throw Damage.of(
          newest.file(),
          "ends with batch " + lastBatch + ", but batch " + highWater + " was acknowledged");
    }
    return scanned;
  }

  /** A record is a write batch: sequence (8), count (4), puts; ours start with the batch number. */
  private void noteBatch(byte[] record) {
    try {
      ByteBuffer in = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
      in.position(BATCH_HEADER_BYTES);
      if (in.get() == PUT && Arrays.equals(bytes(in), Keys.BATCH)) {
        lastBatch = Counters.decode(Keys.BATCH, bytes(in), 0);
      }
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      // Not one of ours, such as the empty batch some engines write; LevelDB judges it.
      LOG.debug("Unusual record of {} bytes in a log of {}", record.length, database, e);
    }
  }

  private static byte[] bytes(ByteBuffer in) {
    byte[] bytes = new byte[Math.min(in.remaining(), (int) Manifest.varint(in))];
    in.get(bytes);
    return bytes;
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
