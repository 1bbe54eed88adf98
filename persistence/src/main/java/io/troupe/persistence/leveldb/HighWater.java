package io.troupe.persistence.leveldb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The last sequence number of LevelDB that is known to be durable, kept beside the database in the
 * file {@code high-water}. LevelDB counts every put and delete and writes the number into its log.
 *
 * <p>It is written after a batch was synced and before its writes are acknowledged, without an
 * fsync of its own. So it never says too much; and after a crash of the process alone (the
 * operating system keeps what was written) it says exactly what was acknowledged. After a crash of
 * the whole machine it may be older by what the operating system had not written back, usually some
 * 30 seconds: a loss of acknowledged writes younger than that, by a disk that dropped or altered
 * what it had synced at the very end of the log, cannot be told from an unfinished write.
 *
 * <p>Two slots are written in turn, each with its checksum, so that a torn write spoils only one.
 *
 * <p>Threads: opened before and closed after the writer thread, which alone calls {@link #record}.
 */
final class HighWater implements AutoCloseable {
  static final String FILE = "high-water";
  private static final int SLOT_BYTES = 512;
  private static final int VALUE_BYTES = 12;

  private final FileChannel channel;
  private final ByteBuffer slot = ByteBuffer.allocateDirect(VALUE_BYTES);
  private final CRC32C crc = new CRC32C();
  private int nextSlot;

  private HighWater(FileChannel channel, int nextSlot) {
    this.channel = channel;
    this.nextSlot = nextSlot;
  }

  /** Creates the file with high-water 0; durable with the directory's next sync. */
  static HighWater create(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    HighWater created = new HighWater(channel, 0);
    created.record(0);
    channel.force(true);
    return created;
  }

  static HighWater open(Path file) throws IOException {
    int freeSlot = 1 - newest(file).slot();
    return new HighWater(FileChannel.open(file, StandardOpenOption.WRITE), freeSlot);
  }

  /** Whether it says anything: not, if the first write to it was lost. */
  static boolean isWritten(Path file) throws IOException {
    return find(file).sequence() >= 0;
  }

  /** The recorded number. */
  static long read(Path file) throws IOException {
    return newest(file).sequence();
  }

  private record Newest(long sequence, int slot) {}

  private static Newest newest(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw Damage.of(file, "is missing, so what was acknowledged is unknown");
    }
    Newest newest = find(file);
    if (newest.sequence() < 0) {
      throw Damage.of(file, "is damaged, so what was acknowledged is unknown");
    }
    return newest;
  }

  /** The sequence is -1 if there is none. */
  private static Newest find(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Newest newest = new Newest(-1, 0);
    for (int at = 0; at + VALUE_BYTES <= bytes.length; at += SLOT_BYTES) {
      ByteBuffer slot = ByteBuffer.wrap(bytes, at, VALUE_BYTES);
      long number = slot.getLong();
      CRC32C crc = new CRC32C();
      crc.update(bytes, at, Long.BYTES);
      if (slot.getInt() == (int) crc.getValue() && number > newest.sequence()) {
        newest = new Newest(number, at / SLOT_BYTES);
      }
    }
    return newest;
  }

  void record(long durableSequence) throws IOException {
    slot.clear().putLong(durableSequence);
    crc.reset();
    crc.update(slot.flip());
    slot.limit(VALUE_BYTES).putInt((int) crc.getValue()).flip();
    channel.write(slot, (long) nextSlot * SLOT_BYTES);
    nextSlot = 1 - nextSlot;
  }

  @Override
  public void close() throws IOException {
    channel.force(true);
    channel.close();
  }
}
