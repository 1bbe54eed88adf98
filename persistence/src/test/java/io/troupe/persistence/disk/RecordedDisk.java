package io.troupe.persistence.disk;

import java.io.File;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was done below one directory by code that a {@link DiskLoader} loaded. Operations are done
 * one at a time and recorded in that order. Nothing is really synced: whether it would have been is
 * in the record.
 *
 * <p>Threads: any. One disk at a time in a JVM.
 */
public final class RecordedDisk implements AutoCloseable {
  /** Says which operations fail, and how. A write that fails has done its first half. */
  @FunctionalInterface
  public interface Fault {
    Fault NONE = (operation, name) -> Optional.empty();

    /**
     * Asked before each operation.
     *
     * @param name of the file or directory concerned
     */
    Optional<IOException> strikes(DiskOp operation, Path name);
  }

  /** As a fault of a write: the system takes its first half, and says so by the count alone. */
  public static final class ShortWrite extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** A write of which the system takes nothing, as of every write to a disk without space. */
  public static final class NoSpace extends IOException {
    private static final long serialVersionUID = 1L;

    public NoSpace() {
      super("No space left on device");
    }
  }

  /** Stands behind the operations that make what was there before. */
  public static final String LOADED = "loaded";

  private final Path root;
  private final List<DiskOp> operations = new ArrayList<>();
  private final Map<Path, Integer> names = new HashMap<>();
  private final IdentityHashMap<FileDescriptor, Integer> descriptors = new IdentityHashMap<>();
  private Fault fault = Fault.NONE;
  private int lastFile;

  private RecordedDisk(Path root) {
    this.root = root;
  }

  /** Starts to record; what is there already counts as synced. */
  public static RecordedDisk at(Path root) throws IOException {
    RecordedDisk disk = new RecordedDisk(root.toRealPath());
    try (Stream<Path> found = Files.walk(disk.root)) {
      for (Path path : found.filter(path -> !path.equals(disk.root)).toList()) {
        disk.load(path);
      }
    }
    disk.mark(LOADED);
    Interposed.use(disk);
    return disk;
  }

  private void load(Path path) throws IOException {
    Path name = root.relativize(path);
    if (Files.isDirectory(path)) {
      operations.add(new DiskOp.MakeDirectory(name));
    } else {
      int file = newFile(name);
      operations.add(new DiskOp.Create(name, file));
      operations.add(new DiskOp.Write(file, 0, Files.readAllBytes(path)));
      operations.add(new DiskOp.Sync(file));
    }
    operations.add(new DiskOp.SyncDirectory(parentOf(name)));
  }

  static Path parentOf(Path name) {
    Path parent = name.getParent();
    return parent == null ? Path.of("") : parent;
  }

  /** All that was recorded so far. */
  public synchronized List<DiskOp> operations() {
    return List.copyOf(operations);
  }

  public synchronized void failBy(Fault newFault) {
    fault = newFault;
  }

  boolean covers(Path path) {
    return path.toAbsolutePath().startsWith(root);
  }

  Path nameOf(Path path) {
    return root.relativize(path.toAbsolutePath());
  }

  Path nameOf(File file) {
    return nameOf(file.toPath());
  }

  synchronized void mark(String text) {
    operations.add(new DiskOp.Mark(text));
  }

  /** Does something to a disk. */
  interface Action<T> {
    T run() throws IOException;
  }

  synchronized <T> T apply(DiskOp operation, Action<T> action) throws IOException {
    strike(operation);
    T result = action.run();
    operations.add(operation);
    return result;
  }

  /** Fails if the fault says so; nothing is recorded. */
  synchronized void strike(DiskOp operation) throws IOException {
    if (fault == Fault.NONE) {
      return;
    }
    Optional<IOException> struck = fault.strikes(operation, nameIn(operation));
    if (struck.isPresent()) {
      throw struck.get();
    }
  }

  private Path nameIn(DiskOp operation) {
    if (operation instanceof DiskOp.Create create) {
      return create.path();
    } else if (operation instanceof DiskOp.MakeDirectory made) {
      return made.path();
    } else if (operation instanceof DiskOp.Rename rename) {
      return rename.from();
    } else if (operation instanceof DiskOp.Delete delete) {
      return delete.path();
    } else if (operation instanceof DiskOp.SyncDirectory sync) {
      return sync.path();
    } else if (operation instanceof DiskOp.Open open) {
      return open.path();
    } else if (operation instanceof DiskOp.Write write) {
      return nameOf(write.file());
    } else if (operation instanceof DiskOp.Resize resize) {
      return nameOf(resize.file());
    } else if (operation instanceof DiskOp.Sync sync) {
      return nameOf(sync.file());
    }
    return Path.of("");
  }

  private Path nameOf(int file) {
    return names.entrySet().stream()
        .filter(entry -> entry.getValue() == file)
        .map(Map.Entry::getKey)
        .findAny()
        .orElse(Path.of("deleted"));
  }

  synchronized void record(DiskOp operation) {
    operations.add(operation);
  }

  synchronized int fileAt(Path name) {
    Integer file = names.get(name);
    if (file == null) {
      throw new IllegalStateException("nobody was seen creating " + name);
    }
    return file;
  }

  synchronized int newFile(Path name) {
    names.put(name, ++lastFile);
    return lastFile;
  }

  synchronized void renamed(Path from, Path to) {
    Integer file = names.remove(from);
    if (file == null || !parentOf(from).equals(parentOf(to))) {
      throw new IllegalStateException("cannot record that " + from + " became " + to);
    }
    names.put(to, file);
  }

  synchronized void deleted(Path name) {
    names.remove(name);
  }

  synchronized void describe(FileDescriptor descriptor, int file) {
    descriptors.put(descriptor, file);
  }

  synchronized int fileOf(FileDescriptor descriptor) {
    Integer file = descriptors.get(descriptor);
    if (file == null) {
      throw new IllegalStateException("a sync of something that is not recorded");
    }
    return file;
  }

  /** Stops recording. */
  @Override
  public void close() {
    Interposed.use(null);
  }
}
