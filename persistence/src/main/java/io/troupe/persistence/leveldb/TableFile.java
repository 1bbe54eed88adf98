package io.troupe.persistence.leveldb;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.CRC32C;

/**
 * Verifies the checksums of a LevelDB table, as far as it is not compressed, which only tables of
 * others are. Native LevelDB does so on reads but does not say which file is damaged; the Java
 * engine does not do it at all.
 *
 * <p>The format: blocks, each followed by its compression type (1) and checksum (4); a footer of 48
 * bytes points to the index block, whose values point to the data blocks.
 */
final class TableFile {
  private static final long MAGIC = 0xdb4775248b80fb57L;
  private static final int FOOTER_BYTES = 48;
  private static final int BLOCK_TRAILER_BYTES = 5;
  private static final byte UNCOMPRESSED = 0;

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

  /**
   * Whether an unaltered block of the table holds an entry of this sequence number or a later one.
   * Compressed blocks, and a table that cannot be read, say nothing.
   */
  static boolean reaches(Path file, long sequence) throws IOException {
    return anyBlock(file, block -> reaches(block, sequence));
  }

  /** Whether a block of the table is compressed. */
  static boolean isCompressed(Path file) throws IOException {
    return anyBlock(file, TableFile::isCompressed);
  }

  private static boolean anyBlock(Path file, Predicate<ByteBuffer> condition) throws IOException {
    boolean[] any = {false};
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      boolean isWhole =
          new TableFile(channel)
              .areBlocks(
                  block -> {
                    any[0] |= condition.test(block);
                    return true;
                  });
      return isWhole && any[0];
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return false;
    }
  }

  private boolean isIntact() throws IOException {
    return areBlocks(TableFile::isIntact);
  }

  /**
   * Whether the table is a whole one, and all its data blocks fulfil the condition. Where the list
   * of the blocks is compressed, it stands for them.
   */
  private boolean areBlocks(Predicate<ByteBuffer> condition) throws IOException {
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
    return isIntact(metaIndex)
        && isIntact(index)
        && (isCompressed(index) ? condition.test(index) : areBlocks(index, condition));
  }

  private boolean areBlocks(ByteBuffer index, Predicate<ByteBuffer> condition) throws IOException {
    limitToEntries(index);
    while (index.hasRemaining()) {
      Manifest.varint(index); // bytes shared with the previous key
      long keyBytes = Manifest.varint(index);
      long valueBytes = Manifest.varint(index);
      index.position(index.position() + (int) keyBytes);
      int next = index.position() + (int) valueBytes;
      long at = Manifest.varint(index);
      if (!condition.test(read(at, Manifest.varint(index) + BLOCK_TRAILER_BYTES))) {
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

  private static boolean isCompressed(ByteBuffer block) {
    return block.get(block.limit() - BLOCK_TRAILER_BYTES) != UNCOMPRESSED;
  }

  private static void limitToEntries(ByteBuffer block) {
    int end = block.limit() - BLOCK_TRAILER_BYTES;
    int restarts = block.getInt(end - Integer.BYTES);
    block.limit(end - Integer.BYTES * (restarts + 1));
  }

  /** An entry's key ends with its sequence number (7, little-endian) behind the type (1). */
  private static boolean reaches(ByteBuffer block, long sequence) {
    if (!isIntact(block) || isCompressed(block)) {
      return false;
    }
    limitToEntries(block);
    byte[] key = new byte[0];
    while (block.hasRemaining()) {
      int shared = (int) Manifest.varint(block);
      int own = (int) Manifest.varint(block);
      int valueBytes = (int) Manifest.varint(block);
      key = Arrays.copyOf(key, shared + own);
      block.get(key, shared, own);
      block.position(block.position() + valueBytes);
      ByteBuffer number = ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN);
      if (number.getLong(key.length - Long.BYTES) >>> Byte.SIZE >= sequence) {
        return true;
      }
    }
    return false;
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
