package io.troupe.persistence.leveldb;

import io.troupe.persistence.DataDirectory;
import io.troupe.persistence.DataDirectoryException;
import io.troupe.persistence.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory that appears under its name only when it is complete. Until then it is called {@code
 * NAME.SUFFIX}, beside it; what an interrupted attempt left there, the next one replaces.
 */
record NewDirectory(Path making, Path target) {

  /**
   * Begins.
   *
   * @throws DataDirectoryException if there is something in the target
   */
  static NewDirectory at(Path target, String suffix) throws IOException {
    requireFree(target);
    Path making = beside(target, suffix);
    clear(making);
    return new NewDirectory(making, target);
  }

  /**
   * Deletes what an interrupted attempt left, and nothing else: who makes a directory holds its
   * lock, as a {@link DataDirectory} that is marked as a journal's.
   *
   * @throws DataDirectoryException if the attempt goes on, or the directory is another one
   */
  static void clear(Path making) throws IOException {
    if (!Files.exists(making)) {
      return;
    }
    try (DataDirectory left = DataDirectory.open(making, StoreDirectory.OWNER)) {
      deleteAll(left.path());
    } catch (DataDirectoryException e) {
      throw new DataDirectoryException(
          making + " is in the way, where this would be made: " + e.getMessage(), e);
    }
  }

  /** Gives the directory its name; durable when this returns. */
  void finish() throws IOException {
    Files.deleteIfExists(target);
    Files.move(making, target, StandardCopyOption.ATOMIC_MOVE);
    Directories.sync(making.resolveSibling("."));
  }

  /** A name for what is on its way to the directory, on the same disk. */
  static Path beside(Path directory, String suffix) {
    Path path = directory.toAbsolutePath().normalize();
    return path.resolveSibling(path.getFileName() + suffix);
  }

  /**
   * Refuses to overwrite.
   *
   * @throws DataDirectoryException if there is something in the directory
   */
  static void requireFree(Path directory) throws IOException {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new DataDirectoryException(
          directory + " is a file; name a directory that does not exist");
    }
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.list(directory)) {
        if (files.findAny().isPresent()) {
          throw new DataDirectoryException(
              "directory "
                  + directory
                  + " is not empty: this makes a new journal and overwrites nothing; name a"
                  + " directory that does not exist");
        }
      }
    }
  }

  static void deleteAll(Path directory) throws IOException {
    if (Files.exists(directory)) {
      List<Path> all;
      try (Stream<Path> files = Files.walk(directory)) {
        all = files.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path each : all) {
        Files.delete(each);
      }
    }
  }
}
