package io.troupe.persistence.leveldb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Follows the sequence numbers of the write batches in one write-ahead log. A batch starts with the
 * number of its first entry (8) and the count of its entries (4), little-endian; each batch goes on
 * where the one before it ended.
 */
final class LogBatches implements Consumer<byte[]> {
  private static final int HEADER_BYTES = 12;

  private final Path log;
  private long lastSequence;

  LogBatches(Path log) {
    this.log = log;
  }

  @Override
  public void accept(byte[] record) {
    if (record.length < HEADER_BYTES) {
      throw Damage.of(log, "has a record of " + record.length + " bytes");
    }
    ByteBuffer header = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    long first = header.getLong();
    if (lastSequence > 0 && first != lastSequence + 1) {
      throw Damage.of(log, "lacks writes: after " + lastSequence + " follows " + first);
    }
    lastSequence = first + header.getInt() - 1;
  }

  /** Of the last entry; 0 if there was no batch. */
  long lastSequence() {
    return lastSequence;
  }
}
