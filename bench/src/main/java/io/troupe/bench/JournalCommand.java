package io.troupe.bench;

import io.troupe.bench.JournalCell.Kind;
import io.troupe.bench.journal.Contestants;
import io.troupe.bench.journal.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the journal beside Pekko's own LevelDB plugin and LevelDB itself. */
@Command(
    name = "journal",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true,
    description = {
      "Persistent actors on the LevelDB journal (with native LevelDB and with its Java port) and"
          + " on",
      "the LevelDB plugin that comes with Pekko, every event synced; and native LevelDB alone,",
      "which writes batches of an event of each actor. Then replays. What was acknowledged is read",
      "back from the reopened files, and compared."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every run ended well and every acknowledged event was read back",
      "1:a run failed or lost an event",
      "2:an option is wrong"
    })
final class JournalCommand implements Callable<Integer> {

  @Option(names = "--contestants", split = ",", description = "Who takes part.")
  private List<String> contestants = Contestants.usual();

  @Option(names = "--bytes", split = ",", description = "Event sizes, multiples of 8.")
  private List<Integer> sizes = List.of(16, 128, 4096);

  @Option(names = "--actors", split = ",", description = "Persistent actors, one event each.")
  private List<Integer> actors = List.of(1, 16, 128, 1024);

  @Option(names = "--seconds", description = "Measured time of each run.")
  private double seconds = 5;

  @Option(names = "--warmup", description = "Seconds before, of 128 B x 128, or of replays.")
  private double warmupSeconds = 5;

  @Option(names = "--rounds", description = "Runs of each contestant in each cell.")
  private int rounds = 3;

  @Option(names = "--replay-events", description = "Events of 128 B that are replayed.")
  private int replayEvents = 320_000;

  @Option(
      names = "--only",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "One part of it: write or replay.")
  private Optional<Kind> only = Optional.empty();

  @Option(names = "--quick", description = "One round of 128 B with 1 and 128 actors, 3 s each.")
  private boolean quick;

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
    if (quick) {
      sizes = List.of(128);
      actors = List.of(1, 128);
      rounds = 1;
      seconds = 3;
      warmupSeconds = 3;
    }
    check();
    Path scratch = Files.createTempDirectory(parentDirectory.toAbsolutePath(), "troupe-bench-");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ForkedJvm.cleanUp(scratch), "clean-up"));
    Machine machine = Machine.withDiskOf(scratch);
    if (machine.keepsFilesInMemory()) {
      throw wrong("--dir: " + parentDirectory + " is in memory; name a disk");
    }
    JournalReport report =
        new JournalReport(head(machine), Contestants.BASELINE, Contestants.LIMIT);
    try {
      measure(new ForkedJvm(jvmFlags, scratch, recordings), report);
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

  private List<JournalCell> cells() {
    List<JournalCell> cells = new ArrayList<>();
    if (only.orElse(Kind.WRITE) == Kind.WRITE) {
      sizes.forEach(
          bytes -> actors.forEach(count -> cells.add(new JournalCell(Kind.WRITE, bytes, count))));
    }
    if (only.orElse(Kind.REPLAY) == Kind.REPLAY) {
      cells.add(new JournalCell(Kind.REPLAY, 128, 1));
      cells.add(new JournalCell(Kind.REPLAY, 128, 16));
    }
    return cells;
  }

  private void measure(ForkedJvm jvm, JournalReport report)
      throws ForkedJvm.RunFailed, IOException, InterruptedException {
    List<JournalCell.Run> runs =
        cells().stream().flatMap(cell -> cell.interleaved(contestants, rounds).stream()).toList();
    for (int done = 0; done < runs.size(); done++) {
      JournalCell.Run run = runs.get(done);
      System.err.printf("[%d/%d] %s ... ", done + 1, runs.size(), run.fileName());
      System.err.flush();
      JournalResult result =
          jvm.run(run.fileName(), run.contestant(), arguments(run), JournalResult::load);
      System.err.println(result);
      report.add(run, result);
    }
  }

  private List<String> arguments(JournalCell.Run run) {
    return List.of(
        "journal-cell",
        "--contestant=" + run.contestant(),
        "--kind=" + run.cell().kind(),
        "--bytes=" + run.cell().eventBytes(),
        "--writers=" + run.cell().writers(),
        "--warmup=" + warmupSeconds,
        "--seconds=" + seconds,
        "--events=" + replayEvents);
  }

  private String head(Machine machine) {
    return String.format(
        Locale.ROOT,
        "Machine: %s.%n%nCommand: `bench/run %s`%n%nA fresh JVM (`%s`) per contestant, cell and"
            + " round, %s s of warm-up, %s s measured, median of %d round(s). Every acknowledged"
            + " event was read back from the reopened files and compared.",
        machine,
        String.join(" ", spec.commandLine().getParseResult().originalArgs()),
        String.join(" ", jvmFlags),
        warmupSeconds,
        seconds,
        rounds);
  }

  private void check() throws IOException {
    for (String contestant : contestants) {
      if (!Contestants.names().contains(contestant)) {
        throw wrong("--contestants: " + contestant + " is none of " + Contestants.names());
      }
    }
    for (int bytes : sizes) {
      if (bytes < Events.MIN_BYTES || bytes % Long.BYTES != 0) {
        throw wrong("--bytes: " + bytes + " is no multiple of 8 from " + Events.MIN_BYTES + " on");
      }
    }
    if (actors.stream().anyMatch(count -> count < 1) || rounds < 1) {
      throw wrong("--actors and --rounds must be at least 1");
    }
    if (seconds <= 0 || warmupSeconds < 0 || replayEvents < 16) {
      throw wrong("--seconds must be above 0, --warmup 0 or more, --replay-events 16 or more");
    }
    if (!Files.isWritable(parentDirectory)) {
      throw wrong("--dir: " + parentDirectory + " is not a directory that can be written to");
    }
    if (recordings.isPresent()) {
      Files.createDirectories(recordings.get());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
