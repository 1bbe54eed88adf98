package io.troupe.persistence.disk;

import java.nio.file.Path;

/** Something that was done to the disk; paths are relative to its root, files have numbers. */
public sealed interface DiskOp {

  /** A file appeared under a name. */
  record Create(Path path, int file) implements DiskOp {}

  /** A directory appeared. */
  record MakeDirectory(Path path) implements DiskOp {}

  /** Bytes were given to the operating system. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Write(int file, long at, byte[] bytes) implements DiskOp {
    @Override
    public String toString() {
      return "Write[file=" + file + ", at=" + at + ", " + bytes.length + " bytes]";
    }
  }

  /** A file was cut, or grew by zeros. */
  record Resize(int file, long length) implements DiskOp {}

  /** All writes to a file, so far, are on the disk. */
  record Sync(int file) implements DiskOp {}

  /** A name was replaced by another, in one directory. */
  record Rename(Path from, Path to) implements DiskOp {}

  /** A name vanished. */
  record Delete(Path path) implements DiskOp {}

  /** All names in a directory, as they are, are on the disk. */
  record SyncDirectory(Path path) implements DiskOp {}

  /** An existing file was opened for writing. */
  record Open(Path path) implements DiskOp {}

  /** What the test itself says, such as that an event was acknowledged. */
  record Mark(String text) implements DiskOp {}
}
