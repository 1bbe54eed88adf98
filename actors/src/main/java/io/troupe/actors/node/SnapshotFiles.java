package io.troupe.actors.node;

import io.troupe.persistence.DurableFile;
import io.troupe.persistence.DurableFileWriter;
import io.troupe.protocols.LogPosition;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The snapshots of one group on this node: one crash-durable file each, named after its position.
 * Each starts with a header, so that a file under a wrong name is noticed; what follows is the
 * machine's ({@code docs/format.md}). Blocks; one thread at a time.
 */
final class SnapshotFiles {
  private static final int MAGIC = 0x5452534E; // "TRSN"
  private static final int FORMAT = 1;
  private static final Pattern NAME = Pattern.compile("(\\d{19})-(\\d{19})\\.snapshot");

  private final Path directory;

  SnapshotFiles(Path directory) throws IOException {
    this.directory = directory;
    Files.createDirectories(directory);
    DurableFile.deleteLeftovers(directory);
  }

  Path path(LogPosition position) {
    return directory.resolve(
        String.format("%019d-%019d.snapshot", position.index(), position.term()));
  }

  boolean exists(LogPosition position) {
    return Files.exists(path(position));
  }

  DurableFile open(LogPosition position) throws IOException {
    return DurableFile.open(path(position));
  }

  DurableFileWriter create(LogPosition position) throws IOException {
    return DurableFileWriter.create(path(position));
  }

  void write(LogPosition position, DurableFile.Content content) throws IOException {
    DurableFile.write(
        path(position),
        out -> {
          DataOutputStream header = new DataOutputStream(out);
          header.writeInt(MAGIC);
          header.writeInt(FORMAT);
          header.writeLong(position.index());
          header.writeLong(position.term());
          header.flush();
          content.writeTo(out);
        });
  }

  /** The machine's part of an open snapshot. */
  InputStream machineState(DurableFile file, LogPosition position) throws IOException {
    InputStream in = file.newInputStream();
    DataInputStream header = new DataInputStream(in);
    int magic = header.readInt();
    int format = header.readInt();
    if (magic != MAGIC || format != FORMAT) {
      throw new IOException(
          file.path()
              + " is not a Troupe snapshot of format "
              + FORMAT
              + " (found "
              + format
              + ")");
    }
    LogPosition found = positionOf(header.readLong(), header.readLong());
    if (!found.equals(position)) {
      throw new IOException(file.path() + " holds the snapshot at " + found + ": it was renamed");
    }
    return in;
  }

  /** Deletes the snapshots before {@code index}. */
  void deleteBefore(long index) throws IOException {
    for (Path file : list()) {
      Optional<LogPosition> position = parse(file);
      if (position.isPresent() && position.get().index() < index) {
        DurableFile.delete(file);
      }
    }
  }

  private List<Path> list() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Optional<LogPosition> parse(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches()
        ? Optional.of(positionOf(Long.parseLong(name.group(1)), Long.parseLong(name.group(2))))
        : Optional.empty();
  }

  private static LogPosition positionOf(long index, long term) {
    return new LogPosition(term, index);
  }
}
