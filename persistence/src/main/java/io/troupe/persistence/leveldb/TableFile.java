package io.troupe.persistence.leveldb;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Verifies the checksums of a LevelDB table. Native LevelDB does so on reads but does not say which
 * file is damaged; the Java engine does not do it at all.
 *
 * <p>The format: blocks, each followed by its compression type (1) and checksum (4); a footer of 48
 * bytes points to the index block, whose values point to the data blocks.
 */
final class TableFile {
  private static final long MAGIC = 0xdb4775248b80fb57L;
  private static final int FOOTER_BYTES = 48;
  private static final int BLOCK_TRAILER_BYTES = 5;

  private final FileChannel channel;

  private TableFile(FileChannel channel) {
    this.channel = channel;
  }

  /** Reads the whole table; whether all of it is as it was written. */
  static boolean isIntact(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new TableFile(channel).isIntact();
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return false;
    }
  }

  /**
   * The first damaged table of a database. Only tables that are in use count: a stop in the middle
   * of a compaction leaves unfinished ones.
   */
  static Optional<Path> firstDamaged(Path database) throws IOException {
    Map<Long, Path> tables = Manifest.tablesIn(database);
    tables.keySet().retainAll(Manifest.read(Manifest.fileOf(database)).tables().keySet());
    for (Path table : tables.values()) {
      // One that vanishes meanwhile was not damaged.
      if (Files.exists(table) && !isIntact(table)) {
        return Optional.of(table);
      }
    }
    return Optional.empty();
  }

  /** Whether the file ends as a table does. */
  static boolean hasFooter(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.size() >= FOOTER_BYTES
          && new TableFile(channel).read(channel.size() - Long.BYTES, Long.BYTES).getLong()
              == MAGIC;
    }
  }

  private boolean isIntact() throws IOException {
    long footerAt = channel.size() - FOOTER_BYTES;
    if (footerAt < 0) {
      return false;
    }
    ByteBuffer footer = read(footerAt, FOOTER_BYTES);
    if (footer.getLong(FOOTER_BYTES - Long.BYTES) != MAGIC) {
      return false;
    }
    ByteBuffer metaIndex =
        read(Manifest.varint(footer), Manifest.varint(footer) + BLOCK_TRAILER_BYTES);
    ByteBuffer index = read(Manifest.varint(footer), Manifest.varint(footer) + BLOCK_TRAILER_BYTES);
    return isIntact(metaIndex) && isIntact(index) && areDataBlocksIntact(index);
  }

  private boolean areDataBlocksIntact(ByteBuffer index) throws IOException {
    int end = index.limit() - BLOCK_TRAILER_BYTES;
    int restarts = index.getInt(end - Integer.BYTES);
    index.limit(end - Integer.BYTES * (restarts + 1));
    while (index.hasRemaining()) {
      Manifest.varint(index); // bytes shared with the previous key
      long keyBytes = Manifest.varint(index);
      long valueBytes = Manifest.varint(index);
      index.position(index.position() + (int) keyBytes);
      int next = index.position() + (int) valueBytes;
      long at = Manifest.varint(index);
      if (!isIntact(read(at, Manifest.varint(index) + BLOCK_TRAILER_BYTES))) {
        return false;
      }
      index.position(next); // the Java engine pads values
    }
    return true;
  }

  private static boolean isIntact(ByteBuffer block) {
    CRC32C crc = new CRC32C();
    crc.update(block.slice(0, block.limit() - Integer.BYTES));
    return block.getInt(block.limit() - Integer.BYTES) == LogFile.mask((int) crc.getValue());
  }

  private ByteBuffer read(long at, long length) throws IOException {
    if (at < 0 || length < 0 || at + length > channel.size()) {
      throw new IllegalArgumentException("outside the file");
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length));
    while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) > 0) {}
    return bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
  }
}
