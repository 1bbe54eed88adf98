package io.troupe.persistence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A whole file that was written crash-durably and has been verified: an open, read-only view of its
 * payload.
 *
 * <p>{@link #open} reads the file once from end to end and checks length and CRC-32C before it
 * returns; it never holds more than a small buffer in memory, whatever the size. What is read
 * afterwards comes from the same open file, so a later {@link #write} or {@link #delete} under the
 * same name does not disturb a reader.
 *
 * <p>The payload starts at offset 0; a trailer of 28 bytes follows it ({@code docs/format.md}).
 * While a file is being written it is called {@code NAME.N.tmp} in the same directory; {@link
 * #deleteLeftovers} removes those that a crash left behind.
 *
 * <p>Threads: positional reads may come from any number of threads; each stream belongs to one.
 */
public final class DurableFile implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path file;
  private final FileChannel channel;
  private final Trailer trailer;

  private DurableFile(Path file, FileChannel channel, Trailer trailer) {
    this.file = file;
    this.channel = channel;
    this.trailer = trailer;
  }

  /** Writes the payload of a file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Creates or replaces a file. When this returns the new content is durable under that name; if it
   * throws, or the machine stops half-way, the previous content is still there.
   */
  public static void write(Path file, Content content) throws IOException {
    try (DurableFileWriter writer = DurableFileWriter.create(file)) {
      content.writeTo(writer.stream());
      writer.commit();
    }
  }

  /**
   * Opens and verifies a file.
   *
   * @throws CorruptFileException if the file is truncated, altered, or of an unknown format
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  public static DurableFile open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      Trailer trailer = Trailer.read(file, channel);
      DurableFile opened = new DurableFile(file, channel, trailer);
      opened.verify();
      return opened;
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  /** The whole payload of a small file, verified. */
  public static byte[] readAll(Path file) throws IOException {
    try (DurableFile opened = open(file)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.toIntExact(opened.length()));
      opened.newInputStream().transferTo(bytes);
      return bytes.toByteArray();
    }
  }

  /** Deletes the file, if there is one; durable when this returns. */
  public static void delete(Path file) throws IOException {
    if (Files.deleteIfExists(file)) {
      Directories.sync(parentOf(file));
    }
  }

  /**
   * Deletes what unfinished writes of an earlier process left in the directory. Call it before the
   * first write, while no other thread writes there.
   */
  public static void deleteLeftovers(Path directory) throws IOException {
    try (DirectoryStream<Path> leftovers =
        Files.newDirectoryStream(directory, "*" + DurableFileWriter.TEMPORARY_SUFFIX)) {
      for (Path leftover : leftovers) {
        Files.deleteIfExists(leftover);
      }
    }
  }

  public Path path() {
    return file;
  }

  /** Payload bytes. */
  public long length() {
    return trailer.length();
  }

  /** CRC-32C of the payload. */
  public int checksum() {
    return trailer.checksum();
  }

  /**
   * Up to {@code maxBytes} payload bytes from {@code offset}; fewer only at the end, empty exactly
   * at the end.
   *
   * @throws IllegalArgumentException if the offset is outside {@code 0..length()}
   */
  public ByteBuffer readChunk(long offset, int maxBytes) throws IOException {
    if (offset < 0 || offset > length() || maxBytes < 0) {
      throw new IllegalArgumentException(
          "offset " + offset + ", maxBytes " + maxBytes + " outside payload of " + length());
    }
    ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(maxBytes, length() - offset));
    readFully(file, channel, chunk, offset);
    return chunk.flip();
  }

  /** A new stream over the payload, from its start; valid until this file is closed. */
  public InputStream newInputStream() {
    return new PayloadStream();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void verify() throws IOException {
    CRC32C crc = new CRC32C();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    for (long at = 0; at < length(); at += buffer.limit()) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), length() - at));
      readFully(file, channel, buffer, at);
      crc.update(buffer.flip());
    }
    if ((int) crc.getValue() != checksum()) {
      throw new CorruptFileException(file, "checksum differs: its content was altered");
    }
  }

  static void readFully(Path file, FileChannel channel, ByteBuffer into, long offset)
      throws IOException {
    long at = offset;
    while (into.hasRemaining()) {
      int read = channel.read(into, at);
      if (read < 0) {
        throw new CorruptFileException(file, "ends at byte " + at + ": it was truncated");
      }
      at += read;
    }
  }

  static Path parentOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException(file + " is not a file in a directory");
    }
    return parent;
  }

  private final class PayloadStream extends InputStream {
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private long next;

    @Override
    public int read() throws IOException {
      return fill() ? buffer.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int count = Math.min(length, buffer.remaining());
      buffer.get(into, offset, count);
      return count;
    }

    @Override
    public int available() {
      return (int) Math.min(Integer.MAX_VALUE, buffer.remaining() + length() - next);
    }

    private boolean fill() throws IOException {
      if (buffer.hasRemaining()) {
        return true;
      }
      int count = (int) Math.min(buffer.capacity(), length() - next);
      buffer.clear().limit(count);
      readFully(file, channel, buffer, next);
      buffer.flip();
      next += count;
      return count > 0;
    }
  }
}
