package io.troupe.bench;

import io.troupe.bench.RegisterCell.Kind;
import io.troupe.bench.journal.Meter;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  /** Clients of the warm-up, whatever is measured after it. */
  private static final int WARM_UP_CLIENTS = 128;

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

  @Mixin private CellRun run = new CellRun();

  @Override
  public Integer call() throws InterruptedException, IOException {
    Starter starter = Optional.ofNullable(STARTERS.get(name)).orElseThrow();
    return run.run(
        name,
        () -> {
          warmUp(starter, run.warmUpDirectory());
          return measure(starter, ClusterSpec.onFreePorts(run.measuredDirectory()));
        });
  }

  private void warmUp(Starter starter, Path throwaway) throws InterruptedException, IOException {
    if (run.warmupSeconds() > 0) {
      try (Counters counters = starter.start(ClusterSpec.onFreePorts(throwaway), valueBytes)) {
        CounterLoad load = new CounterLoad(counters, Keys.OWN, WARM_UP_CLIENTS);
        run.warmUp(() -> begin(load));
      }
      ForkedJvm.delete(throwaway);
    }
  }

  private RunResult measure(Starter starter, ClusterSpec spec) throws InterruptedException {
    CounterLoad load;
    CellRun.Measured measured;
    Map<String, String> settings;
    try (Counters counters = starter.start(spec, valueBytes)) {
      load = new CounterLoad(counters, keys, clients);
      measured = run.measure(() -> begin(load));
      load.reasons().forEach(reason -> System.err.println("a request did not succeed: " + reason));
      settings = counters.settings();
    }
    long verified;
    try (Counters reopened = starter.start(spec, valueBytes)) {
      verified = load.verify(reopened);
    }
    return measured.result(verified, load.troubled(), settings);
  }

  private Meter begin(CounterLoad load) {
    if (kind == Kind.CHANGE) {
      load.increment();
    } else {
      load.read();
    }
    return load.meter();
  }
}
