package io.troupe.bench;

import io.troupe.bench.journal.CommitSizes;
import io.troupe.bench.journal.Meter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Option;

/** What a JVM that makes one run of a {@link Session} is told, and how it measures. */
final class CellRun {
  static final int EXIT_LOST = 3;

  /** Under the load to measure, before the measured time. */
  private static final double SETTLE_SECONDS = 1;

  private static final long DRAIN_SECONDS_MAX = 60;

  @Option(names = "--warmup", required = true)
  private double warmupSeconds;

  @Option(names = "--seconds", required = true)
  private double seconds;

  @Option(names = "--dir", required = true)
  private Path directory = Path.of("");

  @Option(names = "--result", required = true)
  private Path resultFile = Path.of("");

  /** Makes the run, and throws {@link IllegalStateException} if something acknowledged is lost. */
  interface Body {
    RunResult run() throws InterruptedException, IOException;
  }

  /** Puts a load on something. */
  interface Load {
    Meter begin();
  }

  /**
   * What the measured time gave.
   *
   * @param batch entries of one sync in the mean; 0 if nobody tells
   */
  record Measured(Histogram latencies, ResourceUse used, double batch) {
    /** Of so much that was read back, and so much that was refused or is unknown. */
    RunResult result(long verified, long troubled, Map<String, String> settings) {
      double events = latencies.getTotalCount();
      return RunResult.of(events, latencies, used, batch, verified, troubled, text(settings));
    }
  }

  /** Settings for a report. */
  static String text(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .collect(Collectors.joining(", "));
  }

  double warmupSeconds() {
    return warmupSeconds;
  }

  double seconds() {
    return seconds;
  }

  Path warmUpDirectory() {
    return directory.resolve("warm-up");
  }

  Path measuredDirectory() {
    return directory.resolve("measured");
  }

  /** Runs {@code body} and saves its result; returns the exit code. */
  int run(String name, Body body) throws InterruptedException, IOException {
    CellCommand.endWithParent();
    try {
      body.run().save(resultFile);
      return 0;
    } catch (IllegalStateException e) {
      System.err.println(name + ": " + e.getMessage() + ", " + e.getCause());
      return EXIT_LOST;
    }
  }

  /** Lets a load run for the time of the warm-up, and ends it. */
  void warmUp(Load load) throws InterruptedException {
    Meter meter = load.begin();
    pause(warmupSeconds);
    stop(meter);
  }

  /** Lets a load settle, measures it, and ends it. */
  Measured measure(Load load) throws InterruptedException {
    try (CommitSizes sizes = new CommitSizes()) {
      Meter meter = load.begin();
      pause(SETTLE_SECONDS);
      ResourceUse before = ResourceUse.now();
      meter.restart();
      pause(seconds);
      Histogram latencies = meter.restart();
      Measured measured = new Measured(latencies, ResourceUse.now().minus(before), sizes.mean());
      stop(meter);
      return measured;
    }
  }

  private static void stop(Meter meter) throws InterruptedException {
    if (!meter.stop(DRAIN_SECONDS_MAX)) {
      throw new IllegalStateException("some requests never completed after the load stopped");
    }
    if (!meter.problems().isEmpty()) {
      throw new IllegalStateException("requests failed, first " + meter.problems().peek());
    }
  }

  private static void pause(double forSeconds) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep((long) (forSeconds * 1e9));
  }
}
