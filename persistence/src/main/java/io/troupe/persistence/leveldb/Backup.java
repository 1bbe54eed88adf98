package io.troupe.persistence.leveldb;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.troupe.persistence.DataDirectory;
import io.troupe.persistence.Directories;
import io.troupe.persistence.DurableFile;
import io.troupe.persistence.JournalException;
import io.troupe.persistence.leveldb.JournalFiles.Progress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * Copies a journal while a process writes to it, without that process's help: it reads what LevelDB
 * only ever appends to or replaces as a whole, and notices when a compaction has overtaken it.
 *
 * <p>A manifest, up to its last whole entry, names the tables and the oldest log of one moment.
 * Tables never change: they are linked, or copied if the target is on another file system. Logs are
 * copied up to their last whole batch. If meanwhile a table or log has vanished, the manifest was
 * too old, and the pass is repeated with a newer one; tables that are there already are kept.
 *
 * <p>The copy holds at least what the source's {@link HighWater} said at the beginning, which is
 * all that was acknowledged then: {@link DatabaseCheck} proves it in the end. Its identity is its
 * own, so that a node of Troupe does not take it for the directory it was made from.
 */
final class Backup {
  private static final int MAX_PASSES = 200;

  private final Path source;
  private final Path database;
  private final Path copy;
  private final Progress progress;
  private boolean links = true;
  private String overtakenBy = "a log was left";
  private long doneBytes;
  private long totalBytes;

  private Backup(Path source, Path copy, Progress progress) {
    this.source = source;
    this.database = source.resolve("db");
    this.copy = copy;
    this.progress = progress;
  }

  /** Returns the bytes of the files in the copy's database. */
  static long run(Path source, Path target, Progress progress) throws IOException {
    long acknowledged = HighWater.read(source.resolve(HighWater.FILE));
    byte[] marker = DurableFile.readAll(source.resolve("store"));
    NewDirectory directory = NewDirectory.at(target, ".backing-up");
    try (DataDirectory made = DataDirectory.open(directory.making(), StoreDirectory.OWNER)) {
      Backup backup = new Backup(source, made.resolve("db"), progress);
      long sequence = backup.copyDatabase(made.resolve("cut"), acknowledged);
      try (HighWater highWater = HighWater.create(made.resolve(HighWater.FILE))) {
        highWater.record(sequence);
      }
      DurableFile.write(made.resolve("store"), out -> out.write(marker));
      directory.finish();
      return backup.doneBytes;
    }
  }

  private long copyDatabase(Path cuts, long acknowledged) throws IOException {
    Directories.create(copy);
    for (int pass = 1; !copiedOneMoment(); pass++) {
      if (pass == MAX_PASSES) {
        throw new IOException(
            database
                + " changes faster than it can be copied, or lacks files; try again, or stop the"
                + " process that writes to it, and verify it ("
                + overtakenBy
                + ")");
      }
    }
    Directories.sync(copy);
    try {
      return DatabaseCheck.run(copy, cuts, acknowledged).lastSequence();
    } catch (JournalException.Damaged e) {
      throw new JournalException.Damaged(
          "a copy of journal " + source + " is not whole (" + e.getMessage() + "); verify it", e);
    }
  }

  /** One pass; whether all files of one manifest were there. */
  private boolean copiedOneMoment() throws IOException {
    try {
      deleteAllButTables();
      Path manifestFile = Manifest.fileOf(database);
      Path manifestCopy = copy.resolve(manifestFile.getFileName());
      copyWholeRecords(manifestFile, manifestCopy);
      Manifest manifest = Manifest.read(manifestCopy);
      Map<Long, Path> logs = manifest.liveLogs(database);
      doneBytes = 0;
      totalBytes = manifest.tables().values().stream().mapToLong(Long::longValue).sum();
      for (Path log : logs.values()) {
        totalBytes += Files.size(log);
      }
      takeTables(manifest);
      for (Path log : logs.values()) {
        done(copyWholeRecords(log, copy.resolve(log.getFileName())));
      }
      write("CURRENT", manifestFile.getFileName() + "\n");
      return isStillOldestLog(manifest.logNumber());
    } catch (NoSuchFileException | JournalException.Damaged e) {
      overtakenBy = e.toString();
      return false;
    }
  }

  /** Logs vanish only after a manifest has named a later one as the oldest: so all were there. */
  private boolean isStillOldestLog(long number) throws IOException {
    Path newer = copy.resolve("newer");
    copyWholeRecords(Manifest.fileOf(database), newer);
    boolean same = Manifest.read(newer).logNumber() == number;
    Files.delete(newer);
    return same;
  }

  private void takeTables(Manifest manifest) throws IOException {
    for (Map.Entry<Long, Path> old : Manifest.tablesIn(copy).entrySet()) {
      if (!manifest.tables().containsKey(old.getKey())) {
        Files.delete(old.getValue());
      }
    }
    Map<Long, Path> taken = Manifest.tablesIn(copy);
    Map<Long, Path> found = Manifest.tablesIn(database);
    for (Map.Entry<Long, Long> table : manifest.tables().entrySet()) {
      Path file = found.get(table.getKey());
      if (!taken.containsKey(table.getKey())) {
        if (file == null) {
          throw new NoSuchFileException("table " + table.getKey());
        }
        take(file, copy.resolve(file.getFileName()));
      }
      done(table.getValue());
    }
  }

  private void take(Path table, Path to) throws IOException {
    if (links) {
      try {
        Files.createLink(to, table);
        return;
      } catch (NoSuchFileException e) {
        throw e;
      } catch (IOException | UnsupportedOperationException e) {
        links = false; // another file system, or one without links
      }
    }
    Files.copy(table, to);
    sync(to);
  }

  /** Returns the bytes copied: those before the first record that is not whole. */
  private static long copyWholeRecords(Path from, Path to) throws IOException {
    Files.copy(from, to);
    long end = LogFile.scan(to, record -> {}).goodEnd();
    try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
      channel.truncate(end);
      channel.force(true);
    }
    return end;
  }

  private void deleteAllButTables() throws IOException {
    try (var files = Files.newDirectoryStream(copy, "{MANIFEST-*,CURRENT,newer,*.log}")) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  private void write(String name, String content) throws IOException {
    Files.write(copy.resolve(name), content.getBytes(US_ASCII));
    sync(copy.resolve(name));
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private void done(long bytes) {
    doneBytes += bytes;
    progress.at(doneBytes, totalBytes);
  }
}
