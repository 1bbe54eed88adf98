package io.troupe.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures every cell of the table: for each load, each system in a JVM of its own, the systems
 * taking turns. Stops with a non-zero exit code as soon as a run loses a write.
 */
@Command(
    name = "group",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true,
    description = {
      "One replicated group of three nodes in one JVM on loopback, every write synced to disk.",
      "Reads everything back and fails if an acknowledged write is missing or nodes diverge."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every run ended well and nothing acknowledged was lost",
      "1:a run failed, lost a write, or left its nodes diverging",
      "2:an option is wrong"
    })
final class GroupCommand implements Callable<Integer> {

  @Option(names = "--systems", split = ",", description = "What to measure; the names known here.")
  private List<String> systems = Systems.names();

  @Option(names = "--baseline", description = "Ratios are to this system.")
  private String baseline = "sofajraft";

  @Option(names = "--values", split = ",", description = "Value sizes in bytes, multiples of 8.")
  private List<Integer> values = List.of(16, 128, 1024);

  @Option(names = "--outstanding", split = ",", description = "Writes under way at a time.")
  private List<Integer> outstanding = List.of(1, 64, 512, 2048);

  @Option(names = "--seconds", description = "Measured time of each run.")
  private double seconds = 10;

  @Option(
      names = "--warmup",
      description = "Seconds of 128 B x 512 before each measurement; two cores need 20 to compile.")
  private double warmupSeconds = 20;

  @Option(names = "--rounds", description = "Runs of each system in each cell; medians count.")
  private int rounds = 3;

  @Option(names = "--reopen", description = "Also restart all nodes and read back from the disks.")
  private boolean reopen;

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

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    Path scratch = Files.createTempDirectory(parentDirectory.toAbsolutePath(), "troupe-bench-");
    Thread onInterrupt = new Thread(() -> ForkedJvm.cleanUp(scratch), "clean-up");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    Machine machine = Machine.withDiskOf(scratch);
    if (machine.keepsFilesInMemory()) {
      throw wrong(
          "--dir", parentDirectory, "is in memory, where a sync costs nothing; name a disk");
    }
    CellJvm.Load load = new CellJvm.Load(warmupSeconds, seconds, reopen);
    Report report = new Report(machine, invocation(), jvmFlags, load, rounds, baseline);
    try {
      measure(new CellJvm(new ForkedJvm(jvmFlags, scratch, recordings), load), report);
    } catch (ForkedJvm.RunFailed e) {
      System.err.println();
      System.err.println(e.getMessage());
      return 1;
    }
    String markdown = report.toMarkdown();
    System.out.print(markdown);
    if (out.isPresent()) {
      Files.writeString(out.get(), markdown);
    }
    return 0;
  }

  private void measure(CellJvm jvm, Report report)
      throws ForkedJvm.RunFailed, IOException, InterruptedException {
    List<Cell.Run> runs = Cell.interleaved(values, outstanding, systems, rounds);
    for (int done = 0; done < runs.size(); done++) {
      Cell.Run run = runs.get(done);
      System.err.printf("[%d/%d] %s ... ", done + 1, runs.size(), run);
      System.err.flush();
      CellResult result = jvm.measure(run);
      System.err.println(result);
      report.add(run, result);
    }
  }

  private void check() throws IOException {
    for (String system : systems) {
      if (!Systems.names().contains(system)) {
        throw wrong("--systems", system, "is not in this build; known are " + Systems.names());
      }
    }
    for (int valueBytes : values) {
      if (valueBytes < Values.MIN_BYTES || valueBytes % Long.BYTES != 0) {
        throw wrong("--values", valueBytes, "must be a multiple of 8 from " + Values.MIN_BYTES);
      }
    }
    for (int writes : outstanding) {
      if (writes < 1) {
        throw wrong("--outstanding", writes, "must be at least 1");
      }
    }
    if (seconds <= 0) {
      throw wrong("--seconds", seconds, "must be above 0");
    }
    if (warmupSeconds < 0) {
      throw wrong("--warmup", warmupSeconds, "must not be negative");
    }
    if (rounds < 1) {
      throw wrong("--rounds", rounds, "must be at least 1");
    }
    if (!Files.isWritable(parentDirectory)) {
      throw wrong("--dir", parentDirectory, "is not a directory that can be written to");
    }
    if (out.isPresent()) {
      Path parent =
          Objects.requireNonNullElse(out.get().toAbsolutePath().getParent(), Path.of("/"));
      if (!Files.isWritable(parent)) {
        throw wrong("--out", out.get(), "is not in a directory that can be written to");
      }
    }
    if (recordings.isPresent()) {
      Files.createDirectories(recordings.get());
    }
  }

  private ParameterException wrong(String option, Object value, String sentence) {
    return new ParameterException(spec.commandLine(), option + ": " + value + " " + sentence);
  }

  private String invocation() {
    return "bench/run " + String.join(" ", spec.commandLine().getParseResult().originalArgs());
  }
}
