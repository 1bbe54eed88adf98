package io.troupe.persistence;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * A directory that belongs to one owner and is open in one place.
 *
 * <p>The first {@link #open} creates it: directory, lock, and an identity file with the format
 * version, a random id and the owner's fields. Every later one takes the lock and compares. So data
 * of another node or cluster, a copy of an unknown format, and a second process on the same files
 * are errors before anything is read or written. The id tells a wiped and recreated directory from
 * the one that was there before.
 *
 * <p>The lock is exclusive among processes and also among openers in this JVM; it is released by
 * {@link #close} and by the end of the process, however it ends.
 *
 * <p>Files named {@code identity} and {@code lock} belong to this class; all else is the owner's.
 */
public final class DataDirectory implements AutoCloseable {
  private final Path path;
  private final DirectoryLock lock;
  private final Identity identity;

  private DataDirectory(Path path, DirectoryLock lock, Identity identity) {
    this.path = path;
    this.lock = lock;
    this.identity = identity;
  }

  /**
   * Opens the directory, creating it on first use; blocks for some fsyncs then.
   *
   * @param owner whose data it is, for instance {@code cluster=demo, node-id=node-1}; must be equal
   *     at every open. Keys and values are free text without line breaks, keys without {@code =}
   * @throws DataDirectoryException if it is not writable, in use, damaged, of an unknown format or
   *     of another owner
   */
  public static DataDirectory open(Path directory, Map<String, String> owner)
      throws DataDirectoryException {
    Identity.checkOwner(owner);
    try {
      Directories.create(directory);
      Path real = directory.toRealPath();
      DirectoryLock lock = DirectoryLock.acquire(real);
      try {
        return new DataDirectory(real, lock, identify(real, owner));
      } catch (Throwable e) {
        lock.close();
        throw e;
      }
    } catch (DataDirectoryException e) {
      throw e;
    } catch (AccessDeniedException e) {
      throw notWritable(directory, e);
    } catch (IOException e) {
      throw new DataDirectoryException(
          "data directory " + directory + " cannot be used: " + reason(e), e);
    }
  }

  /** The directory itself, without symbolic links. */
  public Path path() {
    return path;
  }

  /** Random, drawn when the directory was created. */
  public UUID id() {
    return identity.id();
  }

  /** Whose data this is, as given to {@link #open}. */
  public Map<String, String> owner() {
    return identity.owner();
  }

  /** A path inside the directory. */
  public Path resolve(String name) {
    return path.resolve(name);
  }

  /** Releases the lock; the files stay. Closing twice is harmless. */
  @Override
  public void close() {
    lock.close();
  }

  private static Identity identify(Path directory, Map<String, String> owner) throws IOException {
    Path file = directory.resolve(Identity.FILE);
    if (!Files.exists(file)) {
      DurableFile.deleteLeftovers(directory);
      refuseIfInUseBefore(directory);
      Identity created = new Identity(UUID.randomUUID(), owner);
      created.write(file);
      return created;
    }
    Identity found = Identity.read(file);
    found.requireOwner(file, owner);
    DurableFile.deleteLeftovers(directory);
    return found;
  }

  /** Data without an identity is not an empty directory: a node must not start anew on top. */
  private static void refuseIfInUseBefore(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      var found = entries.filter(entry -> !entry.endsWith(DirectoryLock.FILE)).findFirst();
      if (found.isPresent()) {
        throw new DataDirectoryException(
            "data directory "
                + directory
                + " has no file "
                + Identity.FILE
                + " but is not empty (it holds "
                + found.get().getFileName()
                + "); restore the identity file, or point to an empty directory");
      }
    }
  }

  private static DataDirectoryException notWritable(Path directory, FileSystemException e) {
    return new DataDirectoryException(
        "data directory "
            + directory
            + " is not writable: access to "
            + e.getFile()
            + " was denied; let user "
            + System.getProperty("user.name")
            + " write there, or configure another directory",
        e);
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
