package io.troupe.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The machine as far as it decides the result, and how busy it was already. */
record Machine(
    String processor,
    int cores,
    long memoryBytes,
    String kernel,
    String jdk,
    String fileSystem,
    SyncProbe sync,
    double loadAverage) {

  /** Looks at this machine, and measures the disk below the directory. */
  static Machine withDiskOf(Path directory) throws IOException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        processorName(),
        system.getAvailableProcessors(),
        system.getTotalMemorySize(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        Files.getFileStore(directory).type(),
        SyncProbe.of(directory),
        system.getSystemLoadAverage());
  }

  /** Whether syncing costs nothing here, so that nothing measured would mean anything. */
  boolean keepsFilesInMemory() {
    return fileSystem.equals("tmpfs") || fileSystem.equals("ramfs");
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d cores (%s), %.0f GiB, %s, %s, %s, 4 KiB append + fdatasync p50 %.0f us p99 %.0f us,"
            + " load average before the run %.1f",
        cores,
        processor,
        memoryBytes / (double) (1 << 30),
        kernel,
        jdk,
        fileSystem,
        sync.p50Micros(),
        sync.p99Micros(),
        loadAverage);
  }

  private static String processorName() throws IOException {
    Path cpuInfo = Path.of("/proc/cpuinfo");
    if (!Files.exists(cpuInfo)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(cpuInfo).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }
}
