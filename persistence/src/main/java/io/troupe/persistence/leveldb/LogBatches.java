package io.troupe.persistence.leveldb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Follows the sequence numbers of the write batches in one write-ahead log. A batch starts with the
 * number of its first entry (8) and the count of its entries (4), little-endian; each batch goes on
 * where the one before it ended, also in the next log.
 */
final class LogBatches implements Consumer<byte[]> {
  private final Path log;
  private final Path previous;
  private long lastSequence;
  private boolean empty = true;

  /** Begins at any number. */
  LogBatches(Path log) {
    this(log, 0, log);
  }

  /** Begins behind the last number of the log before; at any if that is 0. */
  LogBatches(Path log, long before, Path previous) {
    this.log = log;
    this.previous = previous;
    this.lastSequence = before;
  }

  @Override
  public void accept(byte[] record) {
    if (record.length < LogFile.BATCH_HEADER_BYTES) {
      throw Damage.of(log, "has a record of " + record.length + " bytes");
    }
    ByteBuffer header = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    long first = header.getLong();
    if (lastSequence > 0 && first != lastSequence + 1) {
      throw Damage.of(
          log,
          "lacks writes, or "
              + previous.getFileName()
              + " before it does: after "
              + lastSequence
              + " follows "
              + first);
    }
    lastSequence = first + header.getInt() - 1;
    empty = false;
  }

  /** The number with which the unfinished first batch of a log begins; 0 if it does not say. */
  static long firstOf(Path log) throws IOException {
    ByteBuffer start = LogFile.startOfUnfinished(log);
    return start.remaining() < Long.BYTES ? 0 : start.order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  /** Whether a log ends, or goes on with zeros only, before the number of its first batch does. */
  static boolean isWithoutNumber(Path log) throws IOException {
    return LogFile.isZeroFrom(log, LogFile.HEADER_BYTES + Long.BYTES);
  }

  /** Whether this log holds no batch. */
  boolean isEmpty() {
    return empty;
  }

  /** Of the last entry, here or in a log before; 0 if there was none. */
  long lastSequence() {
    return lastSequence;
  }
}
