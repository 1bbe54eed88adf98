package io.troupe.bench;

import io.troupe.bench.LoadDriver.Measured;
import io.troupe.bench.ReadBack.Written;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * What one run measured; travels from the measuring JVM to its parent as a properties file.
 *
 * @param latency of acknowledged writes in the measured time
 * @param cpuSecondsPerMillion of the whole process: three nodes and the driver
 * @param allocatedBytesPerWrite on the Java heap, of the whole process
 * @param threads alive at the end of the measured time
 * @param shareOfOthers of the machine's CPU time, which other processes took meanwhile: 0 is quiet
 * @param verified acknowledged writes of the measured group, all found on every node
 * @param refused writes the system refused
 * @param unknown writes whose outcome the system did not know
 */
record CellResult(
    double writesPerSecond,
    Latency latency,
    double cpuSecondsPerMillion,
    double allocatedBytesPerWrite,
    int threads,
    double shareOfOthers,
    long verified,
    long refused,
    long unknown,
    String settings) {

  /** Percentiles in milliseconds. */
  record Latency(double p50, double p90, double p99, double p999, double max) {

    static Latency of(Histogram nanos) {
      return new Latency(
          nanos.getValueAtPercentile(50) / 1e6,
          nanos.getValueAtPercentile(90) / 1e6,
          nanos.getValueAtPercentile(99) / 1e6,
          nanos.getValueAtPercentile(99.9) / 1e6,
          nanos.getMaxValue() / 1e6);
    }
  }

  static CellResult of(ReplicatedSystem system, Measured measured, Written written) {
    double writes = measured.latencies().getTotalCount();
    ResourceUse used = measured.used();
    String settings =
        system.settings().entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining(", "));
    return new CellResult(
        writes / (used.wallNanos() / 1e9),
        Latency.of(measured.latencies()),
        used.cpuNanos() / 1e9 / writes * 1e6,
        used.allocatedBytes() / writes,
        used.threads(),
        used.shareOfOthers(),
        written.acknowledged(),
        written.refused().size(),
        written.unknown().size(),
        settings);
  }

  void save(Path file) {
    Properties out = new Properties();
    put(out, "writesPerSecond", writesPerSecond);
    put(out, "p50", latency.p50);
    put(out, "p90", latency.p90);
    put(out, "p99", latency.p99);
    put(out, "p999", latency.p999);
    put(out, "max", latency.max);
    put(out, "cpuSecondsPerMillion", cpuSecondsPerMillion);
    put(out, "allocatedBytesPerWrite", allocatedBytesPerWrite);
    put(out, "threads", threads);
    put(out, "shareOfOthers", shareOfOthers);
    put(out, "verified", verified);
    put(out, "refused", refused);
    put(out, "unknown", unknown);
    out.setProperty("settings", settings);
    try (Writer writer = Files.newBufferedWriter(file)) {
      out.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the result to " + file, e);
    }
  }

  static CellResult load(Path file) {
    Properties in = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      in.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the result from " + file, e);
    }
    return new CellResult(
        get(in, "writesPerSecond"),
        new Latency(
            get(in, "p50"), get(in, "p90"), get(in, "p99"), get(in, "p999"), get(in, "max")),
        get(in, "cpuSecondsPerMillion"),
        get(in, "allocatedBytesPerWrite"),
        (int) get(in, "threads"),
        get(in, "shareOfOthers"),
        (long) get(in, "verified"),
        (long) get(in, "refused"),
        (long) get(in, "unknown"),
        in.getProperty("settings", ""));
  }

  /** For the progress line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,.0f/s, p50 %.2f ms, p99 %.2f ms, %.1f CPU s per million, %,d read back, others took"
            + " %.0f %% of the CPU",
        writesPerSecond,
        latency.p50,
        latency.p99,
        cpuSecondsPerMillion,
        verified,
        shareOfOthers * 100);
  }

  private static void put(Properties out, String key, Number value) {
    out.setProperty(key, value.toString());
  }

  private static double get(Properties in, String key) {
    String value = in.getProperty(key);
    if (value == null) {
      throw new IllegalStateException("the result has no '" + key + "'");
    }
    return Double.parseDouble(value);
  }
}
