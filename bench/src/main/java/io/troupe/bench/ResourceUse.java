package io.troupe.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What this process has used since it started, or between two moments.
 *
 * @param wallNanos elapsed time
 * @param cpuNanos of all threads, native ones and the collector's included
 * @param machineNanos of CPU time that all processes of this machine used, and that its host took
 *     away; 0 where the system does not tell
 * @param allocatedBytes by the Java threads alive at the time of reading; a thread that ended in
 *     between is missing
 * @param threads alive at the time of reading; not a difference
 */
record ResourceUse(
    long wallNanos, long cpuNanos, long machineNanos, long allocatedBytes, int threads) {

  private static final Path MACHINE_TIMES = Path.of("/proc/stat");
  private static final long NANOS_PER_TICK = 10_000_000;

  static ResourceUse now() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long[] ids = threads.getAllThreadIds();
    long allocated = LongStream.of(threads.getThreadAllocatedBytes(ids)).filter(b -> b > 0).sum();
    return new ResourceUse(
        System.nanoTime(),
        system.getProcessCpuTime(),
        machineNanosNow(),
        allocated,
        threads.getThreadCount());
  }

  ResourceUse minus(ResourceUse earlier) {
    return new ResourceUse(
        wallNanos - earlier.wallNanos,
        cpuNanos - earlier.cpuNanos,
        machineNanos - earlier.machineNanos,
        allocatedBytes - earlier.allocatedBytes,
        threads);
  }

  /** CPU time that went elsewhere, as a share of the cores: what disturbed the measurement. */
  double shareOfOthers() {
    double cores = Runtime.getRuntime().availableProcessors();
    return Math.max(0, (machineNanos - cpuNanos) / (wallNanos * cores));
  }

  private static long machineNanosNow() {
    if (!Files.exists(MACHINE_TIMES)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(MACHINE_TIMES)) {
      // cpu user nice system idle iowait irq softirq steal
      String[] ticks = lines.findFirst().orElseThrow().split("\\s+", -1);
      return IntStream.of(1, 2, 3, 6, 7, 8).mapToLong(i -> Long.parseLong(ticks[i])).sum()
          * NANOS_PER_TICK;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + MACHINE_TIMES, e);
    }
  }
}
