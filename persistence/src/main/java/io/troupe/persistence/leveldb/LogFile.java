package io.troupe.persistence.leveldb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Reads a file in LevelDB's log format (write-ahead logs and manifests) and tells a torn tail from
 * damage in the middle, which LevelDB skips in silence.
 *
 * <p>The format: blocks of 32 KiB; in them fragments of checksum (4), length (2), type (1), data; a
 * record is one fragment of type FULL, or FIRST, MIDDLE..., LAST. Zeros at the end are preallocated
 * space.
 */
final class LogFile {
  private static final int BLOCK_BYTES = 32 * 1024;

  /** Of a fragment. */
  static final int HEADER_BYTES = 7;

  /** Of a record that is a batch: sequence number (8), count (4). */
  static final int BATCH_HEADER_BYTES = 12;

  private static final int FULL = 1;
  private static final int FIRST = 2;
  private static final int MIDDLE = 3;
  private static final int LAST = 4;
  private static final int NONE = -1;

  /** Told of each whole record, and where it ends. */
  @FunctionalInterface
  interface Records {
    void accept(byte[] record, long end);
  }

  private final Records records;
  private final CRC32C crc = new CRC32C();
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private boolean inRecord;
  private long goodEnd;
  private long badAt = NONE;
  private boolean goodAfterBad;
  private boolean garbage;

  private LogFile(Records records) {
    this.records = records;
  }

  /**
   * What a scan found.
   *
   * @param goodEnd where the last whole record ends
   * @param tornTail whether something unfinished or unreadable, not just zeros, follows it
   * @param damagedAt where something unreadable stands <em>before</em> the start of a readable
   *     record; -1 if nowhere
   */
  record Scan(long goodEnd, boolean tornTail, long damagedAt) {}

  /** Passes every whole record before the first unreadable one to the consumer, in order. */
  static Scan scan(Path file, Consumer<byte[]> records) throws IOException {
    return scan(file, (record, end) -> records.accept(record));
  }

  static Scan scan(Path file, Records records) throws IOException {
    LogFile scan = new LogFile(records);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (long at = 0; at < channel.size() && !scan.goodAfterBad; at += BLOCK_BYTES) {
        block.clear();
        while (block.hasRemaining() && channel.read(block, at + block.position()) > 0) {}
        scan.block(block.flip(), at);
      }
    }
    boolean torn = scan.garbage || scan.inRecord;
    return new Scan(scan.goodEnd, torn, scan.goodAfterBad ? scan.badAt : NONE);
  }

  /**
   * What there is of the first fragment of a log whose first record was never written to its end.
   * Nothing if all of the fragment is there and is not what was written: then it is damaged, and
   * says nothing that could be relied on.
   */
  static ByteBuffer startOfUnfinished(Path file) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (block.hasRemaining() && channel.read(block, block.position()) > 0) {}
    }
    block.flip();
    if (block.limit() < HEADER_BYTES || block.get(6) < FULL || block.get(6) > FIRST) {
      return ByteBuffer.allocate(0);
    }
    boolean isCut = HEADER_BYTES + lengthAt(block, 0) > block.limit();
    boolean isSound = !isCut && new LogFile((record, end) -> {}).isFragment(block, 0);
    return isCut || isSound ? block.position(HEADER_BYTES).slice() : ByteBuffer.allocate(0);
  }

  /** Whether there is nothing but zeros from a place in the first block on. */
  static boolean isZeroFrom(Path file, int from) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
      for (long at = from; at < channel.size(); at += block.limit()) {
        channel.read(block.clear(), at);
        if (!isZero(block.flip(), 0)) {
          return false;
        }
      }
      return true;
    }
  }

  /** Appends a record to a file without a torn tail; durable when this returns. */
  static void append(Path file, byte[] record) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      channel.position(channel.size());
      int done = 0;
      boolean begins = true;
      do {
        int leftInBlock = BLOCK_BYTES - (int) (channel.position() % BLOCK_BYTES);
        if (leftInBlock < HEADER_BYTES) {
          write(channel, ByteBuffer.allocate(leftInBlock));
          leftInBlock = BLOCK_BYTES;
        }
        int length = Math.min(record.length - done, leftInBlock - HEADER_BYTES);
        boolean ends = done + length == record.length;
        int type = begins ? (ends ? FULL : FIRST) : (ends ? LAST : MIDDLE);
        write(channel, fragment(type, record, done, length));
        done += length;
        begins = false;
      } while (done < record.length);
      channel.force(true);
    }
  }

  private static ByteBuffer fragment(int type, byte[] record, int from, int length) {
    ByteBuffer bytes =
        ByteBuffer.allocate(HEADER_BYTES + length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .position(6)
            .put((byte) type)
            .put(record, from, length)
            .flip();
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(6, 1 + length));
    return bytes.putInt(0, mask((int) crc.getValue())).putShort(4, (short) length);
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void block(ByteBuffer block, long blockAt) {
    int at = 0;
    while (block.limit() - at >= HEADER_BYTES) {
      if (isZero(block, at)) {
        bad(blockAt + at);
        return;
      }
      if (!isFragment(block, at)) {
        garbage = true;
        bad(blockAt + at);
        at = nextFragment(block, at + 1);
        if (at == NONE) {
          return;
        }
      }
      int end = at + HEADER_BYTES + lengthAt(block, at);
      fragment(block, at, end, blockAt);
      at = end;
    }
    if (at < block.limit() && !isZero(block, at)) {
      garbage = true;
      bad(blockAt + at);
    }
  }

  private void fragment(ByteBuffer block, int at, int end, long blockAt) {
    int type = block.get(at + 6);
    boolean starts = type == FULL || type == FIRST;
    if (badAt == NONE && starts == inRecord) {
      garbage = true;
      bad(blockAt + at);
    }
    if (badAt != NONE) {
      // One write is under way at a time. So what is readable behind an unreadable place and begins
      // no record belongs to the same unfinished write, whose pages reached the disk out of order.
      goodAfterBad |= starts;
      return;
    }
    pending.write(block.array(), block.arrayOffset() + at + HEADER_BYTES, end - at - HEADER_BYTES);
    inRecord = true;
    if (type == FULL || type == LAST) {
      records.accept(pending.toByteArray(), blockAt + end);
      pending.reset();
      inRecord = false;
      goodEnd = blockAt + end;
    }
  }

  private void bad(long at) {
    if (badAt == NONE) {
      badAt = at;
    }
  }

  private int nextFragment(ByteBuffer block, int from) {
    for (int at = from; at + HEADER_BYTES <= block.limit(); at++) {
      if (isFragment(block, at)) {
        return at;
      }
    }
    return NONE;
  }

  private boolean isFragment(ByteBuffer block, int at) {
    int length = lengthAt(block, at);
    int type = block.get(at + 6);
    if (type < FULL || type > LAST || at + HEADER_BYTES + length > block.limit()) {
      return false;
    }
    crc.reset();
    crc.update(block.slice(at + 6, 1 + length));
    return block.getInt(at) == mask((int) crc.getValue());
  }

  /** Where a record ends that begins at or, behind the end of a block, after {@code start}. */
  static long endOf(long start, long recordBytes) {
    long at = start;
    long left = recordBytes;
    do {
      long inBlock = BLOCK_BYTES - at % BLOCK_BYTES;
      if (inBlock < HEADER_BYTES) {
        at += inBlock;
        inBlock = BLOCK_BYTES;
      }
      long fragment = Math.min(left, inBlock - HEADER_BYTES);
      at += HEADER_BYTES + fragment;
      left -= fragment;
    } while (left > 0);
    return at;
  }

  private static int lengthAt(ByteBuffer block, int at) {
    return Short.toUnsignedInt(block.getShort(at + 4));
  }

  private static boolean isZero(ByteBuffer block, int at) {
    for (int i = at; i < block.limit(); i++) {
      if (block.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  /** LevelDB stores a CRC rotated and shifted, since CRCs of data with CRCs in it are poor. */
  static int mask(int crc) {
    return Integer.rotateRight(crc, 15) + 0xa282ead8;
  }
}
