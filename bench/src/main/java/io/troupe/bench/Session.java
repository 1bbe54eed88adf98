package io.troupe.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * What every command that measures in JVMs of their own has in common: how long and how often, on
 * which disk, with which flags, and where the report goes.
 */
final class Session {

  @Option(names = "--seconds", description = "Measured time of each run.")
  private double seconds;

  @Option(
      names = "--warmup",
      description = "Seconds of load before each measurement; two cores need 20 to compile.")
  private double warmupSeconds;

  @Option(names = "--rounds", description = "Runs of each in each cell; medians count.")
  private int rounds;

  @Option(names = "--dir", description = "Data goes below this directory, on the disk to measure.")
  private Path parentDirectory = Path.of(System.getProperty("java.io.tmpdir"));

  @Option(
      names = "--out",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "Also write the report to this file.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--jfr",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "Record each run's JVM into this directory.")
  private Optional<Path> recordings = Optional.empty();

  @Option(names = "--jvm", split = " ", description = "Flags of each run's JVM, in one argument.")
  private List<String> jvmFlags =
      List.of("-Xms2g", "-Xmx2g", "-XX:+UseG1GC", "--add-opens=java.base/java.nio=ALL-UNNAMED");

  /** With these defaults. */
  Session(double seconds, double warmupSeconds, int rounds) {
    last(seconds, warmupSeconds, rounds);
  }

  /** Overrides how long and how often. */
  void last(double measuredSeconds, double secondsBefore, int times) {
    seconds = measuredSeconds;
    warmupSeconds = secondsBefore;
    rounds = times;
  }

  double seconds() {
    return seconds;
  }

  double warmupSeconds() {
    return warmupSeconds;
  }

  int rounds() {
    return rounds;
  }

  List<String> jvmFlags() {
    return jvmFlags;
  }

  /** Measures everything and makes the report. */
  interface Body {
    String report(ForkedJvm jvm, Machine machine)
        throws ForkedJvm.RunFailed, IOException, InterruptedException;
  }

  /** Makes one run. */
  interface Runner<C, R> {
    R run(Turn<C> turn) throws ForkedJvm.RunFailed, IOException, InterruptedException;
  }

  /** Takes what one run measured. */
  interface Sink<C, R> {
    void add(Turn<C> turn, R result);
  }

  /**
   * Runs {@code body} in a directory that is gone afterwards, and puts out its report.
   *
   * @return the exit code: 1 if a run failed
   */
  int run(CommandSpec spec, Body body) throws IOException, InterruptedException {
    check(spec);
    Path scratch = Files.createTempDirectory(parentDirectory.toAbsolutePath(), "troupe-bench-");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ForkedJvm.cleanUp(scratch), "clean-up"));
    Machine machine = Machine.withDiskOf(scratch);
    if (machine.keepsFilesInMemory()) {
      throw wrong(
          spec, "--dir", parentDirectory, "is in memory, where a sync costs nothing; name a disk");
    }
    String report;
    try {
      report = body.report(new ForkedJvm(jvmFlags, scratch, recordings), machine);
    } catch (ForkedJvm.RunFailed e) {
      System.err.println();
      System.err.println(e.getMessage());
      return 1;
    }
    System.out.print(report);
    if (out.isPresent()) {
      Files.writeString(out.get(), report);
    }
    return 0;
  }

  /** Makes one run after another, and says so on standard error. */
  static <C, R> void each(List<Turn<C>> turns, Runner<C, R> runner, Sink<C, R> sink)
      throws ForkedJvm.RunFailed, IOException, InterruptedException {
    for (int done = 0; done < turns.size(); done++) {
      Turn<C> turn = turns.get(done);
      System.err.printf("[%d/%d] %s ... ", done + 1, turns.size(), turn);
      System.err.flush();
      R result = runner.run(turn);
      System.err.println(result);
      sink.add(turn, result);
    }
  }

  /** An error about the value of an option. */
  static ParameterException wrong(CommandSpec spec, String option, Object value, String sentence) {
    return new ParameterException(spec.commandLine(), option + ": " + value + " " + sentence);
  }

  /** The command as it was given. */
  static String invocation(CommandSpec spec) {
    return "bench/run " + String.join(" ", spec.commandLine().getParseResult().originalArgs());
  }

  private void check(CommandSpec spec) throws IOException {
    if (seconds <= 0) {
      throw wrong(spec, "--seconds", seconds, "must be above 0");
    }
    if (warmupSeconds < 0) {
      throw wrong(spec, "--warmup", warmupSeconds, "must not be negative");
    }
    if (rounds < 1) {
      throw wrong(spec, "--rounds", rounds, "must be at least 1");
    }
    if (!Files.isWritable(parentDirectory)) {
      throw wrong(spec, "--dir", parentDirectory, "is not a directory that can be written to");
    }
    if (out.isPresent()) {
      Path parent =
          Objects.requireNonNullElse(out.get().toAbsolutePath().getParent(), Path.of("/"));
      if (!Files.isWritable(parent)) {
        throw wrong(spec, "--out", out.get(), "is not in a directory that can be written to");
      }
    }
    if (recordings.isPresent()) {
      Files.createDirectories(recordings.get());
    }
  }
}
