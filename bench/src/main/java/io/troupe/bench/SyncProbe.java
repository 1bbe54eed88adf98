package io.troupe.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What making a small append durable costs on a disk: appends 4 KiB and calls fdatasync, one after
 * the other, {@value #SYNCS} times.
 */
record SyncProbe(double p50Micros, double p99Micros) {

  private static final int SYNCS = 300;
  private static final int BYTES = 4096;

  static SyncProbe of(Path directory) throws IOException {
    Path file = Files.createTempFile(directory, "sync-probe", "");
    Histogram nanos = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
      for (int sync = 0; sync < SYNCS; sync++) {
        long start = System.nanoTime();
        channel.write(ByteBuffer.allocate(BYTES));
        channel.force(false);
        nanos.recordValue(System.nanoTime() - start);
      }
    } finally {
      Files.delete(file);
    }
    return new SyncProbe(
        nanos.getValueAtPercentile(50) / 1e3, nanos.getValueAtPercentile(99) / 1e3);
  }
}
