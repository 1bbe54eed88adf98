package io.troupe.persistence.disk;

import java.io.File;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the JDK's methods that change files, in code that {@link DiskLoader} loaded; also
 * called by tests to leave a mark. Public because that code is in other packages.
 */
public final class Interposed {
  private static volatile @Nullable RecordedDisk current;

  private Interposed() {}

  static void use(@Nullable RecordedDisk disk) {
    current = disk;
  }

  static RecordedDisk disk() {
    RecordedDisk disk = current;
    if (disk == null) {
      throw new IllegalStateException("files are changed while no disk is recorded");
    }
    return disk;
  }

  /** Puts a mark between the recorded operations. */
  public static void mark(String text) {
    disk().mark(text);
  }

  public static FileChannel open(Path path, OpenOption... options) throws IOException {
    if (Files.isDirectory(path)) {
      Path name = disk().nameOf(path);
      return new RecordedChannel(disk(), new DiskOp.SyncDirectory(name), 0, opened(path, options));
    }
    List<OpenOption> asked = List.of(options);
    if (!asked.contains(StandardOpenOption.WRITE)) {
      return FileChannel.open(path, options);
    }
    Path name = disk().nameOf(path);
    boolean existed = Files.exists(path);
    disk().strike(existed ? new DiskOp.Open(name) : new DiskOp.Create(name, 0));
    FileChannel channel = opened(path, options);
    int file = appeared(name, existed, asked.contains(StandardOpenOption.TRUNCATE_EXISTING));
    return new RecordedChannel(disk(), new DiskOp.Sync(file), file, channel);
  }

  private static FileChannel opened(Path path, OpenOption... options) throws IOException {
    return FileChannel.open(path, options);
  }

  static int appeared(Path name, boolean existed, boolean emptied) {
    if (!existed) {
      int file = disk().newFile(name);
      disk().record(new DiskOp.Create(name, file));
      return file;
    }
    int file = disk().fileAt(name);
    if (emptied) {
      disk().record(new DiskOp.Resize(file, 0));
    }
    return file;
  }

  public static Path createDirectories(Path directory, FileAttribute<?>... attributes)
      throws IOException {
    if (Files.isDirectory(directory)) {
      return directory;
    }
    Path name = disk().nameOf(directory);
    return disk()
        .apply(new DiskOp.MakeDirectory(name), () -> Files.createDirectory(directory, attributes));
  }

  public static Path move(Path from, Path to, CopyOption... options) throws IOException {
    DiskOp rename = new DiskOp.Rename(disk().nameOf(from), disk().nameOf(to));
    Path moved = disk().apply(rename, () -> Files.move(from, to, options));
    disk().renamed(disk().nameOf(from), disk().nameOf(to));
    return moved;
  }

  public static boolean deleteIfExists(Path path) throws IOException {
    return Files.exists(path) && delete(path.toFile());
  }

  public static boolean mkdirs(File directory) {
    if (!directory.isDirectory()) {
      throw new IllegalStateException("LevelDB creates its directory, without a sync");
    }
    return false;
  }

  public static boolean delete(File file) {
    if (!file.exists()) {
      return false;
    }
    Path name = disk().nameOf(file);
    try {
      boolean gone = disk().apply(new DiskOp.Delete(name), file::delete);
      disk().deleted(name);
      return gone;
    } catch (IOException e) {
      return false;
    }
  }

  public static boolean renameTo(File from, File to) {
    try {
      DiskOp rename = new DiskOp.Rename(disk().nameOf(from), disk().nameOf(to));
      boolean done = disk().apply(rename, () -> from.renameTo(to));
      disk().renamed(disk().nameOf(from), disk().nameOf(to));
      return done;
    } catch (IOException e) {
      return false;
    }
  }

  public static void sync(FileDescriptor descriptor) throws IOException {
    disk().apply(new DiskOp.Sync(disk().fileOf(descriptor)), () -> true);
  }
}
