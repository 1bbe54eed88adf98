package io.troupe.persistence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * The last 28 bytes of a durable file, big-endian: magic (8), format version (4), payload length
 * (8), payload CRC-32C (4), CRC-32C of these 24 bytes (4). It stands at the end because length and
 * checksum of a stream are known only there.
 */
record Trailer(long length, int checksum) {
  static final int BYTES = 28;
  private static final int CHECKED_BYTES = 24;
  private static final long MAGIC = 0x54524f5550454446L; // "TROUPEDF"
  private static final int VERSION = 1;

  ByteBuffer encode() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(MAGIC).putInt(VERSION).putLong(length).putInt(checksum);
    return bytes.putInt(crcOf(bytes)).flip();
  }

  static Trailer read(Path file, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < BYTES) {
      throw new CorruptFileException(file, "has only " + size + " bytes: it was truncated");
    }
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    DurableFile.readFully(file, channel, bytes, size - BYTES);
    bytes.flip();
    if (bytes.getInt(CHECKED_BYTES) != crcOf(bytes) || bytes.getLong() != MAGIC) {
      throw new CorruptFileException(file, "has no valid trailer: it was truncated or altered");
    }
    int version = bytes.getInt();
    if (version != VERSION) {
      throw new CorruptFileException(
          file,
          "file format version: expected "
              + VERSION
              + ", found "
              + version
              + "; open it with the release that wrote it");
    }
    Trailer trailer = new Trailer(bytes.getLong(), bytes.getInt());
    if (trailer.length != size - BYTES) {
      throw new CorruptFileException(
          file, "payload length: expected " + trailer.length + ", found " + (size - BYTES));
    }
    return trailer;
  }

  private static int crcOf(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(0, CHECKED_BYTES));
    return (int) crc.getValue();
  }
}
