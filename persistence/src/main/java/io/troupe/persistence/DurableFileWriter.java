package io.troupe.persistence;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;

/**
 * Writes one {@link DurableFile} from its start to its end: as a stream, or from chunks that arrive
 * in order with their offsets.
 *
 * <p>Nothing is visible under the file's name before {@link #commit} returns; from then on the
 * content survives a crash. Closing without a commit leaves the previous content as it was. Any
 * number of writers of the same name may be open; the last commit wins.
 *
 * <p>A chunk goes to the operating system as it is, without another copy; every 8 MiB are pushed on
 * to the disk, so that the fsync in {@code commit} stays short beside other writers of that disk.
 *
 * <p>Threads: one at a time. After an {@link IOException} only {@link #close} makes sense.
 */
public final class DurableFileWriter implements AutoCloseable {
  static final String TEMPORARY_SUFFIX = ".tmp";

  private static final long PUSH_BYTES = 8L << 20;
  private static final AtomicLong WRITERS = new AtomicLong();

  private final Path file;
  private final Path temporary;
  private final FileChannel channel;
  private final CRC32C crc = new CRC32C();
  private long position;
  private long pushed;
  private boolean committed;

  private DurableFileWriter(Path file, Path temporary, FileChannel channel) {
    this.file = file;
    this.temporary = temporary;
    this.channel = channel;
  }

  /** Starts writing; the file's directory must exist. */
  public static DurableFileWriter create(Path file) throws IOException {
    String name = file.getFileName() + "." + WRITERS.incrementAndGet() + TEMPORARY_SUFFIX;
    Path temporary = DurableFile.parentOf(file).resolve(name);
    FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    return new DurableFileWriter(file, temporary, channel);
  }

  /** Payload bytes so far: the offset at which the next chunk must start. */
  public long position() {
    return position;
  }

  /** CRC-32C of the payload so far. */
  public int checksum() {
    return (int) crc.getValue();
  }

  /** Appends the buffer's remaining bytes. */
  public void append(ByteBuffer bytes) throws IOException {
    crc.update(bytes.duplicate());
    while (bytes.hasRemaining()) {
      position += channel.write(bytes);
    }
    if (position - pushed >= PUSH_BYTES) {
      channel.force(false);
      pushed = position;
    }
  }

  /**
   * Appends a chunk that must start at {@link #position}.
   *
   * @throws IllegalArgumentException if it starts elsewhere; nothing is written, and the right
   *     chunk may still be appended
   */
  public void append(long offset, ByteBuffer chunk) throws IOException {
    if (offset != position) {
      throw new IllegalArgumentException(
          file + ": chunk starts at " + offset + ", expected " + position);
    }
    append(chunk);
  }

  /** The same bytes as a stream; closing it changes nothing. It does not buffer. */
  public OutputStream stream() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        append(ByteBuffer.wrap(new byte[] {(byte) b}));
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        append(ByteBuffer.wrap(bytes, offset, length));
      }
    };
  }

  /** Makes what was written durable under the file's name. */
  public void commit() throws IOException {
    if (committed) {
      throw new IllegalStateException(file + " is already committed");
    }
    ByteBuffer trailer = new Trailer(position, checksum()).encode();
    while (trailer.hasRemaining()) {
      channel.write(trailer);
    }
    channel.force(true);
    channel.close();
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    committed = true;
    Directories.sync(DurableFile.parentOf(file));
  }

  /**
   * Commits only if the payload is what its sender has ({@link DurableFile#length} and {@link
   * DurableFile#checksum} there).
   *
   * @throws CorruptFileException if it is not; nothing becomes visible
   */
  public void commit(long expectedLength, int expectedChecksum) throws IOException {
    if (position != expectedLength || checksum() != expectedChecksum) {
      throw new CorruptFileException(
          file,
          String.format(
              "received content differs: expected %d bytes with CRC %08x, found %d with %08x",
              expectedLength, expectedChecksum, position, checksum()));
    }
    commit();
  }

  /** Ends writing; without an earlier {@link #commit} the written bytes are discarded. */
  @Override
  public void close() throws IOException {
    channel.close();
    if (!committed) {
      Files.deleteIfExists(temporary);
    }
  }
}
