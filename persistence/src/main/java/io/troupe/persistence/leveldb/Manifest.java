package io.troupe.persistence.leveldb;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a LevelDB manifest says must exist: its tables with their sizes, and the oldest live log.
 */
final class Manifest {
  private final Map<Long, Long> tableBytes = new HashMap<>();
  private final LogFile.Scan scan;
  private long logNumber;
  private long previousLogNumber;
  private long lastSequence;

  private Manifest(Path file) throws IOException {
    try {
      scan = LogFile.scan(file, this::edit);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw Damage.of(file, "has an unreadable entry (" + e + ")");
    }
    if (scan.damagedAt() >= 0) {
      throw Damage.of(file, "is damaged at byte " + scan.damagedAt());
    }
  }

  static Manifest read(Path file) throws IOException {
    return new Manifest(file);
  }

  LogFile.Scan scan() {
    return scan;
  }

  /** Sizes in bytes by table number. */
  Map<Long, Long> tables() {
    return Map.copyOf(tableBytes);
  }

  /** Logs from this number on are live. */
  long logNumber() {
    return logNumber;
  }

  long lastSequence() {
    return lastSequence;
  }

  boolean isLive(long number) {
    return number >= logNumber || number == previousLogNumber;
  }

  private void edit(byte @Nullable [] record) {
    ByteBuffer in = ByteBuffer.wrap(record);
    while (in.hasRemaining()) {
      int tag = (int) varint(in);
      switch (tag) {
        case 1 -> skipBytes(in); // comparator
        case 2 -> logNumber = varint(in);
        case 3 -> varint(in); // next file number
        case 4 -> lastSequence = varint(in);
        case 5 -> { // compaction pointer
          varint(in);
          skipBytes(in);
        }
        case 6 -> { // deleted table
          varint(in);
          tableBytes.remove(varint(in));
        }
        case 7 -> { // new table
          varint(in);
          tableBytes.put(varint(in), varint(in));
          skipBytes(in);
          skipBytes(in);
        }
        case 9 -> previousLogNumber = varint(in);
        default -> throw new IllegalArgumentException("unknown tag " + tag);
      }
    }
  }

  private static void skipBytes(ByteBuffer in) {
    int length = (int) varint(in);
    in.position(in.position() + length);
  }

  static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("number too long");
  }
}
