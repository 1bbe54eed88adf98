package io.troupe.bench;

import io.troupe.bench.LoadDriver.Measured;
import io.troupe.bench.ReadBack.Written;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes one run in this JVM. {@link GroupCommand} forks it; it ends when its parent does. */
@Command(name = "cell", hidden = true, description = "One run in this JVM; started by 'group'.")
final class CellCommand implements Callable<Integer> {

  static final int EXIT_WRITES_LOST = 3;
  static final long CATCH_UP_SECONDS_MAX = 120;

  /**
   * The load of the warm-up, whatever is measured after it: with one write at a time the JVM would
   * still be interpreting when the measurement begins.
   */
  static final Cell WARM_UP = new Cell(128, 512);

  /** Under the load to measure, before the measured time: other batch sizes, other hot code. */
  static final double SETTLE_SECONDS = 5;

  @Option(names = "--system", required = true)
  private String system = "";

  @Option(names = "--value", required = true)
  private int valueBytes;

  @Option(names = "--outstanding", required = true)
  private int outstanding;

  @Option(names = "--warmup", required = true)
  private double warmupSeconds;

  @Option(names = "--seconds", required = true)
  private double seconds;

  @Option(names = "--reopen")
  private boolean reopen;

  @Option(names = "--dir", required = true)
  private Path directory = Path.of("");

  @Option(names = "--result", required = true)
  private Path resultFile = Path.of("");

  private final List<String> problems = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException, IOException {
    endWithParent();
    if (warmupSeconds > 0) {
      warmUp(directory.resolve("warm-up"));
    }
    measure(ClusterSpec.onFreePorts(directory.resolve("measured")));
    problems.forEach(problem -> System.err.println(system + ": " + problem));
    return problems.isEmpty() ? 0 : EXIT_WRITES_LOST;
  }

  /** With a group of its own, so that what it leaves on disk is not compacted while measuring. */
  private void warmUp(Path throwaway) throws InterruptedException, IOException {
    try (ReplicatedSystem group = Systems.named(system).start(ClusterSpec.onFreePorts(throwaway));
        LoadDriver driver = new LoadDriver(group)) {
      Measured warmUp = driver.run(WARM_UP, 0, warmupSeconds);
      verify(group, driver, warmUp);
    }
    ForkedJvm.delete(throwaway);
  }

  private void measure(ClusterSpec spec) throws InterruptedException {
    Written written;
    try (ReplicatedSystem group = Systems.named(system).start(spec);
        LoadDriver driver = new LoadDriver(group)) {
      Cell cell = new Cell(valueBytes, outstanding);
      Measured measured = driver.run(cell, SETTLE_SECONDS, seconds);
      written = verify(group, driver, measured);
      CellResult.of(group, measured, written).save(resultFile);
    }
    if (reopen) {
      problems.addAll(problemsAfterRestart(spec, written));
    }
  }

  private Written verify(ReplicatedSystem group, LoadDriver driver, Measured measured) {
    if (!measured.drained()) {
      problems.add("some writes never completed after the load stopped");
    }
    if (measured.latencies().getTotalCount() == 0) {
      problems.add("no write was acknowledged in the measured time");
    }
    if (!driver.completedTwice().isEmpty()) {
      problems.add(driver.completedTwice().size() + " writes were completed twice");
    }
    driver.reasons().forEach(reason -> System.err.println("a write did not succeed: " + reason));
    Written written = driver.written();
    ReadBack.awaitCatchUp(group.applied(), written, CATCH_UP_SECONDS_MAX);
    problems.addAll(ReadBack.problems(group.applied(), written));
    return written;
  }

  /** Starts all nodes again on their directories, so that the values come from the disks. */
  private List<String> problemsAfterRestart(ClusterSpec spec, Written written) {
    try (ReplicatedSystem group = Systems.named(system).start(spec)) {
      ReadBack.awaitCatchUp(group.applied(), written, CATCH_UP_SECONDS_MAX);
      return ReadBack.problems(group.applied(), written).stream()
          .map(problem -> "after a restart of all nodes, " + problem)
          .toList();
    }
  }

  /** The parent holds this process's standard input open for as long as it lives. */
  static void endWithParent() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // The parent sends nothing; only the end of the stream means something.
                }
              } catch (IOException e) {
                System.err.println("standard input failed: " + e);
              }
              Runtime.getRuntime().halt(1);
            },
            "end-with-parent");
    watch.setDaemon(true);
    watch.start();
  }
}
