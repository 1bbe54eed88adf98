package io.troupe.persistence;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Makes the entries of directories durable. A file's own fsync covers its bytes; that it exists
 * under its name is a fact of the directory, which needs an fsync of its own.
 */
public final class Directories {
  private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

  private Directories() {}

  /**
   * Creates the directory and its missing parents; each is durable in its parent when this returns.
   */
  public static void create(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.toAbsolutePath().getParent();
    if (parent != null) {
      create(parent);
    }
    Files.createDirectories(directory);
    if (parent != null) {
      sync(parent);
    }
  }

  /** Makes creations, renames and deletions in this directory durable. */
  public static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (AccessDeniedException e) {
      // Windows opens no directory as a file; NTFS journals the entries by itself.
      if (!WINDOWS) {
        throw e;
      }
    }
  }
}
