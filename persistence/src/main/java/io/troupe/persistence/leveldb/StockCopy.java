package io.troupe.persistence.leveldb;

import io.troupe.persistence.DataDirectoryException;
import io.troupe.persistence.Directories;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Copies a LevelDB that must stay as it is: opening LevelDB writes. Its lock is held meanwhile, so
 * that no other process opens it; a lock of this very process is not noticed by native LevelDB.
 */
final class StockCopy {
  private static final String LOCK = "LOCK";

  private StockCopy() {}

  /** Bytes to copy. */
  static long bytes(Path from) throws IOException {
    long bytes = 0;
    for (Path file : files(from)) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  /**
   * @param copied told the size of each file behind it
   * @throws DataDirectoryException if it is in use, or the disk is too small
   */
  static void make(Path from, Path to, LongConsumer copied) throws IOException {
    Directories.create(to);
    requireSpace(from, to);
    Path lock = from.resolve(LOCK);
    if (!Files.exists(lock)) {
      copy(from, to, copied);
      return;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.READ);
        FileLock held = channel.tryLock(0, Long.MAX_VALUE, true)) {
      if (held == null) {
        throw inUse(from);
      }
      copy(from, to, copied);
    } catch (OverlappingFileLockException e) {
      throw inUse(from);
    }
  }

  private static void copy(Path from, Path to, LongConsumer copied) throws IOException {
    for (Path file : files(from)) {
      Files.copy(file, to.resolve(file.getFileName().toString()));
      copied.accept(Files.size(file));
    }
  }

  private static List<Path> files(Path from) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().matches("LOCK|LOG|LOG\\.old"))
          .toList();
    }
  }

  /**
   * @throws DataDirectoryException if the new directory would change the old one, being in it
   */
  static void requireOutside(Path from, Path directory) throws IOException {
    Path parent = directory.toAbsolutePath().normalize().getParent();
    while (parent != null && !Files.exists(parent)) {
      parent = parent.getParent();
    }
    if (parent != null && parent.toRealPath().startsWith(from.toRealPath())) {
      throw new DataDirectoryException(
          directory + " lies in " + from + ", which must stay as it is; name a directory outside");
    }
  }

  private static void requireSpace(Path from, Path to) throws IOException {
    long needed = 2 * bytes(from);
    long free = Files.getFileStore(to).getUsableSpace();
    if (free < needed) {
      throw new DataDirectoryException(
          String.format(
              "a copy of %s, and the new journal, take at least %,d MiB; there are %,d MiB free in"
                  + " %s: make room, or name a directory on a larger disk",
              from, needed >> 20, free >> 20, to));
    }
  }

  private static DataDirectoryException inUse(Path from) {
    return new DataDirectoryException(
        from + " is in use by a process; stop it, since what it writes would be missing");
  }
}
