package io.troupe.bench;

import io.troupe.bench.CellResult.Latency;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import org.HdrHistogram.Histogram;

/**
 * What one run of the journal's or the registers' benchmark measured; travels from the measuring
 * JVM to its parent as a properties file.
 *
 * @param p50 milliseconds until an event was acknowledged; for a replay, until all were read
 * @param p99 likewise
 * @param cpuMicros CPU time of the whole process for each event
 * @param batch entries that one sync made durable, in the mean; 0 if nobody tells
 * @param verified events that were read back and compared
 * @param troubled requests that were refused, or of which nobody knows
 * @param shareOfOthers of the machine's CPU time, which other processes took meanwhile: 0 is quiet
 */
record RunResult(
    double eventsPerSecond,
    double p50,
    double p99,
    double cpuMicros,
    double batch,
    long verified,
    long troubled,
    double shareOfOthers,
    String settings) {

  static RunResult of(
      double events,
      Histogram nanos,
      ResourceUse used,
      double batch,
      long verified,
      long troubled,
      String settings) {
    Latency latency = Latency.of(nanos);
    return new RunResult(
        events / (used.wallNanos() / 1e9),
        latency.p50(),
        latency.p99(),
        used.cpuNanos() / 1e3 / events,
        batch,
        verified,
        troubled,
        used.shareOfOthers(),
        settings);
  }

  void save(Path file) throws IOException {
    Properties out = new Properties();
    out.setProperty("eventsPerSecond", Double.toString(eventsPerSecond));
    out.setProperty("p50", Double.toString(p50));
    out.setProperty("p99", Double.toString(p99));
    out.setProperty("cpuMicros", Double.toString(cpuMicros));
    out.setProperty("batch", Double.toString(batch));
    out.setProperty("verified", Long.toString(verified));
    out.setProperty("troubled", Long.toString(troubled));
    out.setProperty("shareOfOthers", Double.toString(shareOfOthers));
    out.setProperty("settings", settings);
    try (Writer writer = Files.newBufferedWriter(file)) {
      out.store(writer, null);
    }
  }

  static RunResult load(Path file) throws IOException {
    Properties in = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      in.load(reader);
    }
    return new RunResult(
        number(in, "eventsPerSecond"),
        number(in, "p50"),
        number(in, "p99"),
        number(in, "cpuMicros"),
        number(in, "batch"),
        (long) number(in, "verified"),
        (long) number(in, "troubled"),
        number(in, "shareOfOthers"),
        in.getProperty("settings", ""));
  }

  private static double number(Properties in, String key) {
    return Double.parseDouble(in.getProperty(key, "NaN"));
  }

  /** For the progress line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,.0f/s, p50 %.2f ms, p99 %.2f ms, %.1f us CPU each, %,d verified, others took %.0f %% of"
            + " the CPU",
        eventsPerSecond,
        p50,
        p99,
        cpuMicros,
        verified,
        shareOfOthers * 100);
  }
}
