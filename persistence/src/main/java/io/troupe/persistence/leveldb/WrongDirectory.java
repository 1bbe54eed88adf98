package io.troupe.persistence.leveldb;

import io.troupe.persistence.DataDirectoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Says of a path that is not what was asked for what it is instead, and which one may be meant: the
 * path is what a person has typed.
 */
final class WrongDirectory {
  private static final String OURS = "troupe.persistence.leveldb.journal.dir";
  private static final String STOCK = "pekko.persistence.journal.leveldb.dir";

  private WrongDirectory() {}

  /**
   * Nothing if the directory is a journal, or what is left of one.
   *
   * @throws DataDirectoryException otherwise
   */
  static void requireJournal(Path directory) throws IOException {
    requireDirectory(directory, "a journal", OURS);
    if (isJournal(directory)) {
      return;
    }
    throw no(
        "journal",
        directory,
        "file store",
        isJournal(directory.resolve("journal"))
            ? "the directory journal in it has one: name that"
            : isDatabaseOfJournal(directory)
                ? "it is the database in a journal: name the directory above it"
                : isLevelDb(directory)
                    ? "it is a LevelDB, perhaps of Pekko's plugin: ./troupe journal migrate makes a"
                        + " journal of that"
                    : fix(OURS));
  }

  /**
   * Nothing if the directory may be a journal of Pekko's LevelDB plugin.
   *
   * @throws DataDirectoryException otherwise
   */
  static void requireStock(Path directory) throws IOException {
    requireDirectory(directory, "a journal of Pekko's LevelDB plugin", STOCK);
    if (isJournal(directory) || isDatabaseOfJournal(directory)) {
      throw new DataDirectoryException(
          directory + " is a journal of Troupe already; to copy it, export and import it");
    }
    if (isLevelDb(directory)) {
      return;
    }
    throw no(
        "LevelDB",
        directory,
        "file CURRENT",
        isLevelDb(directory.resolve("journal"))
            ? "the directory journal in it has one: name that"
            : holdsTables(directory)
                ? "but it has other files of one, so it is damaged: restore it from a backup"
                : fix(STOCK));
  }

  /** What to do about a LevelDB that holds something else. */
  static DataDirectoryException notStock(Path directory) {
    return new DataDirectoryException(
        directory + " is a LevelDB, but no journal of Pekko's LevelDB plugin; " + fix(STOCK));
  }

  /** Also if one of its parts is missing, which is then named when it is opened. */
  private static boolean isJournal(Path directory) {
    return Stream.of("store", HighWater.FILE, "db")
            .filter(part -> Files.exists(directory.resolve(part)))
            .count()
        >= 2;
  }

  private static boolean isLevelDb(Path directory) {
    return Files.exists(directory.resolve("CURRENT"));
  }

  private static boolean holdsTables(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.anyMatch(
          file -> file.getFileName().toString().matches("[0-9]+\\.(sst|ldb|log)|MANIFEST-.*"));
    }
  }

  private static boolean isDatabaseOfJournal(Path directory) {
    Path parent = directory.toAbsolutePath().normalize().getParent();
    return directory.endsWith("db") && parent != null && isJournal(parent);
  }

  private static void requireDirectory(Path directory, String what, String key)
      throws DataDirectoryException {
    if (!Files.exists(directory)) {
      throw new DataDirectoryException("there is no directory " + directory + "; " + fix(key));
    }
    if (!Files.isDirectory(directory)) {
      throw new DataDirectoryException(
          directory + " is a file, and " + what + " is a directory; " + fix(key));
    }
    if (!Files.isReadable(directory) || !Files.isExecutable(directory)) {
      throw new DataDirectoryException(
          directory
              + " may not be read; let user "
              + System.getProperty("user.name")
              + " read it, or run this as its owner");
    }
  }

  private static DataDirectoryException no(String what, Path directory, String file, String fix) {
    return new DataDirectoryException(
        "no " + what + " in " + directory + ": it has no " + file + "; " + fix);
  }

  private static String fix(String key) {
    return "name the directory that " + key + " names";
  }
}
