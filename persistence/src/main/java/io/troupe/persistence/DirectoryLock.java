package io.troupe.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The exclusive lock of a directory, held on its file {@code lock}, which names the holder's pid.
 *
 * <p>POSIX locks belong to the process, and closing <em>any</em> channel of the file drops them: so
 * a set of the directories that this JVM holds is asked before the file is touched.
 */
final class DirectoryLock implements AutoCloseable {
  static final String FILE = "lock";
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private @Nullable FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  static DirectoryLock acquire(Path realDirectory) throws IOException {
    if (!HELD.add(realDirectory)) {
      throw inUse(realDirectory, "this process, pid " + ProcessHandle.current().pid());
    }
    try {
      return new DirectoryLock(realDirectory, lock(realDirectory));
    } catch (Throwable e) {
      HELD.remove(realDirectory);
      throw e;
    }
  }

  private static FileChannel lock(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(FILE),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw inUse(directory, "another process, pid " + holderOf(channel));
      }
      channel.truncate(0);
      channel.write(UTF_8.encode(ProcessHandle.current().pid() + "\n"));
      return channel;
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  private static String holderOf(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(32);
    channel.read(text, 0);
    String pid = UTF_8.decode(text.flip()).toString().trim();
    return pid.isEmpty() ? "unknown" : pid;
  }

  private static DataDirectoryException inUse(Path directory, String holder) {
    return new DataDirectoryException(
        "data directory "
            + directory
            + " is in use by "
            + holder
            + "; stop it, or configure a directory of its own");
  }

  @Override
  public synchronized void close() {
    FileChannel open = channel;
    if (open == null) {
      return;
    }
    channel = null;
    try {
      open.close();
    } catch (IOException e) {
      // The descriptor is gone either way, and with it the lock.
    } finally {
      HELD.remove(directory);
    }
  }
}
