package io.troupe.bench;

import io.troupe.bench.RegisterCell.Kind;
import io.troupe.bench.journal.CommitSizes;
import io.troupe.bench.register.CounterLoad;
import io.troupe.bench.register.CounterLoad.Keys;
import io.troupe.bench.register.Counters;
import io.troupe.bench.troupe.GroupCounters;
import io.troupe.bench.troupe.RegisterCounters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes one run of the registers' benchmark in this JVM. {@link RegisterCommand} forks it. */
@Command(
    name = "register-cell",
    hidden = true,
    description = "One run in this JVM; started by 'register'.")
final class RegisterCellCommand implements Callable<Integer> {
  /** What ratios are to. */
  static final String BASELINE = "group";

  /** Who can take part, in the order of the report. */
  static final List<String> NAMES = List.of("register", "two-round-trips", BASELINE);

  private static final int EXIT_CHANGES_LOST = 3;

  /** Clients of the warm-up, whatever is measured after it. */
  private static final int WARM_UP_CLIENTS = 128;

  /** Under the load to measure, before the measured time. */
  private static final double SETTLE_SECONDS = 1;

  private static final long DRAIN_SECONDS_MAX = 60;

  /** Starts three nodes, whose values or commands have so many bytes. */
  private interface Starter {
    Counters start(ClusterSpec spec, int valueBytes);
  }

  private static final Map<String, Starter> STARTERS =
      Map.of(
          "register",
          RegisterCounters::sticky,
          "two-round-trips",
          RegisterCounters::inTwoRoundTrips,
          BASELINE,
          GroupCounters::start);

  @Option(names = "--name", required = true)
  private String name = "";

  @Option(names = "--kind", required = true)
  private Kind kind = Kind.CHANGE;

  @Option(names = "--keys", required = true)
  private Keys keys = Keys.OWN;

  @Option(names = "--clients", required = true)
  private int clients;

  @Option(names = "--bytes", required = true)
  private int valueBytes;

  @Option(names = "--warmup", required = true)
  private double warmupSeconds;

  @Option(names = "--seconds", required = true)
  private double seconds;

  @Option(names = "--dir", required = true)
  private Path directory = Path.of("");

  @Option(names = "--result", required = true)
  private Path resultFile = Path.of("");

  @Override
  public Integer call() throws InterruptedException, IOException {
    CellCommand.endWithParent();
    Starter starter = Optional.ofNullable(STARTERS.get(name)).orElseThrow();
    try {
      warmUp(starter, directory.resolve("warm-up"));
      measure(starter, ClusterSpec.onFreePorts(directory.resolve("measured"))).save(resultFile);
      return 0;
    } catch (IllegalStateException e) {
      System.err.println(name + ": " + e.getMessage() + ", " + e.getCause());
      return EXIT_CHANGES_LOST;
    }
  }

  private void warmUp(Starter starter, Path throwaway) throws InterruptedException, IOException {
    if (warmupSeconds > 0) {
      try (Counters counters = starter.start(ClusterSpec.onFreePorts(throwaway), valueBytes)) {
        CounterLoad load = new CounterLoad(counters, Keys.OWN, WARM_UP_CLIENTS);
        begin(load);
        pause(warmupSeconds);
        stop(load);
      }
      ForkedJvm.delete(throwaway);
    }
  }

  private RunResult measure(Starter starter, ClusterSpec spec) throws InterruptedException {
    CounterLoad load;
    Histogram latencies;
    ResourceUse used;
    double batch;
    String settings;
    try (Counters counters = starter.start(spec, valueBytes);
        CommitSizes sizes = new CommitSizes()) {
      load = new CounterLoad(counters, keys, clients);
      begin(load);
      pause(SETTLE_SECONDS);
      ResourceUse before = ResourceUse.now();
      load.meter().restart();
      pause(seconds);
      latencies = load.meter().restart();
      used = ResourceUse.now().minus(before);
      batch = sizes.mean();
      stop(load);
      load.reasons().forEach(reason -> System.err.println("a request did not succeed: " + reason));
      settings = text(counters.settings());
    }
    long verified;
    try (Counters reopened = starter.start(spec, valueBytes)) {
      verified = load.verify(reopened);
    }
    double done = latencies.getTotalCount();
    return RunResult.of(done, latencies, used, batch, verified, load.troubled(), settings);
  }

  private void begin(CounterLoad load) {
    if (kind == Kind.CHANGE) {
      load.increment();
    } else {
      load.read();
    }
  }

  private static void stop(CounterLoad load) throws InterruptedException {
    if (!load.meter().stop(DRAIN_SECONDS_MAX)) {
      throw new IllegalStateException("some requests never completed after the load stopped");
    }
  }

  private static String text(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .collect(Collectors.joining(", "));
  }

  private static void pause(double seconds) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep((long) (seconds * 1e9));
  }
}
